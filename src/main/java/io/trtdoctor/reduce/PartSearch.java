package io.trtdoctor.reduce;

import io.trtdoctor.model.Layer;
import io.trtdoctor.model.LayerName;
import io.trtdoctor.onnx.Cut;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks for a small part of a network that fails.
 *
 * <p>It ends where no single layer can be taken out any more without the failure going away or
 * changing, so every layer that is left plays a part; a smaller one may exist elsewhere.
 */
final class PartSearch {
  private static final int MOST_SURROUNDINGS = 4;

  private final Sections sections;
  private final Wiring wiring;
  private final Trials trials;
  private final Map<Part, Boolean> known = new HashMap<>();
  private Part part;

  PartSearch(Sections sections, Trials trials) {
    this.sections = sections;
    this.wiring = sections.wiring();
    this.trials = trials;
    this.part = wiring.whole();
  }

  Part reduced(List<LayerName> suspects) throws InterruptedException {
    if (part.layers().isEmpty()) {
      return part;
    }
    if (!isFoundAround(suspects)) {
      endEarlier();
    }
    beginLater();
    int before;
    do {
      drop();
      before = part.layers().size();
      bypass();
    } while (part.layers().size() < before && !trials.isOver());
    return part;
  }

  /** Grows the surroundings of the suspects until they fail; false if that takes too many steps. */
  private boolean isFoundAround(List<LayerName> suspects) throws InterruptedException {
    Part around =
        part.only(
            wiring.ordered(part).stream()
                .filter(layer -> suspects.contains(layer.name()))
                .map(Layer::index)
                .collect(Collectors.toSet()));
    for (int i = 0; i < MOST_SURROUNDINGS && !around.layers().isEmpty(); i++) {
      if (isSmaller(ReductionStep.SURROUNDINGS, around)) {
        return true;
      }
      around = wiring.grown(i == 0 ? around : wiring.grown(around));
    }
    return false;
  }

  /** Bisects for the shortest beginning that fails, then leaves out what its end does not need. */
  private void endEarlier() throws InterruptedException {
    List<Layer> layers = wiring.ordered(part);
    int passes = 0;
    int fails = layers.size();
    while (fails - passes > 1 && !trials.isOver()) {
      int middle = (passes + fails) / 2;
      if (isSmaller(ReductionStep.END_EARLIER, of(layers.subList(0, middle)))) {
        fails = middle;
      } else {
        passes = middle;
      }
    }
    isSmaller(ReductionStep.ANCESTORS, wiring.ancestors(part, Set.of(layers.get(fails - 1))));
  }

  /** Looks for the shortest end that fails: twice as long each time, then by bisection. */
  private void beginLater() throws InterruptedException {
    List<Layer> layers = wiring.ordered(part);
    int passes = 0;
    int fails = layers.size();
    for (int length = 1; length < fails && !trials.isOver(); length *= 2) {
      if (isSmaller(ReductionStep.BEGIN_LATER, lastOf(layers, length))) {
        fails = length;
      } else {
        passes = length;
      }
    }
    while (fails - passes > 1 && !trials.isOver()) {
      int middle = (passes + fails) / 2;
      if (isSmaller(ReductionStep.BEGIN_LATER, lastOf(layers, middle))) {
        fails = middle;
      } else {
        passes = middle;
      }
    }
  }

  private Part lastOf(List<Layer> layers, int length) {
    return of(layers.subList(layers.size() - length, layers.size()));
  }

  private Part of(List<Layer> layers) {
    return part.only(layers.stream().map(Layer::index).collect(Collectors.toSet()));
  }

  /** Takes out halves, quarters and so on, then single layers until none can go. */
  private void drop() throws InterruptedException {
    int size = Math.max(1, part.layers().size() / 2);
    boolean goesOn = true;
    while (goesOn && !trials.isOver()) {
      boolean isSmaller = dropEach(size);
      goesOn = size > 1 || isSmaller;
      size = Math.max(1, Math.min(size / 2, part.layers().size() / 2));
    }
  }

  private boolean dropEach(int size) throws InterruptedException {
    List<Layer> layers = wiring.ordered(part);
    boolean isSmaller = false;
    for (int end = layers.size(); end > 0 && !trials.isOver(); end -= size) {
      Set<Integer> left = new HashSet<>(part.layers());
      layers.subList(Math.max(0, end - size), end).forEach(layer -> left.remove(layer.index()));
      isSmaller |= isSmaller(ReductionStep.DROP, part.only(left));
    }
    return isSmaller;
  }

  private void bypass() throws InterruptedException {
    for (Layer layer : wiring.ordered(part)) {
      if (part.layers().contains(layer.index()) && wiring.isBypass(layer)) {
        isSmaller(ReductionStep.BYPASS, part.bypassing(layer.index()));
      }
    }
  }

  /** Whether a part is smaller than the current one and fails; it is the current one then. */
  private boolean isSmaller(ReductionStep step, Part wanted) throws InterruptedException {
    Part closed = wiring.closed(wanted);
    if (closed.layers().isEmpty() || closed.layers().size() >= part.layers().size()) {
      return false;
    }
    if (!known.containsKey(closed) && !trials.isOver()) {
      Optional<Cut> cut = sections.cut(closed);
      known.put(
          closed,
          cut.isPresent() && trials.fails(step, sections.model(cut.get()), closed.layers().size()));
    }
    boolean fails = known.getOrDefault(closed, false);
    part = fails ? closed : part;
    return fails;
  }
}
