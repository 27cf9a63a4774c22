package io.trtdoctor.reduce;

import io.trtdoctor.model.TensorName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Looks for the smallest images that a network still fails with: rows and columns of all inputs are
 * halved together, so that those of different resolution go on fitting.
 */
final class SizeSearch {
  private static final int FIRST_SPATIAL = 2;

  private final Sections sections;
  private final Trials trials;

  SizeSearch(Sections sections, Trials trials) {
    this.sections = sections;
    this.trials = trials;
  }

  /** The network with the smallest inputs that were found; as it is if none smaller fails. */
  Sections reduced() throws InterruptedException {
    Sections smallest = sections;
    int fails = 0;
    int next = most();
    int passes = next + 1;
    while (passes - fails > 1 && !trials.isOver()) {
      Optional<Sections> halved = halved(next);
      if (halved.isPresent()
          && trials.fails(ReductionStep.SHRINK, halved.get().model(), sections.size())) {
        smallest = halved.get();
        fails = next;
      } else {
        passes = next;
      }
      next = (fails + passes) / 2;
    }
    return smallest;
  }

  /** How often the largest image can be halved. */
  private int most() {
    long largest =
        sections.inputShapes().values().stream()
            .flatMap(shape -> shape.stream().skip(FIRST_SPATIAL))
            .reduce(1L, Math::max);
    return Long.SIZE - Long.numberOfLeadingZeros(largest - 1);
  }

  private Optional<Sections> halved(int times) {
    Map<TensorName, List<Long>> shapes = new LinkedHashMap<>();
    sections.inputShapes().forEach((name, shape) -> shapes.put(name, halved(shape, times)));
    return sections.reshaped(shapes);
  }

  private static List<Long> halved(List<Long> shape, int times) {
    return IntStream.range(0, shape.size())
        .mapToObj(i -> i < FIRST_SPATIAL ? shape.get(i) : ceiling(shape.get(i), times))
        .toList();
  }

  private static long ceiling(long size, int times) {
    return size < 0 ? size : (size + (1L << times) - 1) >> times;
  }
}
