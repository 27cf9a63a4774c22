package io.trtdoctor.report;

import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** What lies around layers, the nearest first; constants and what is made of them alone are not. */
final class Surroundings {
  /** What stands for an optional input that is left out. */
  private static final TensorName OMITTED = TensorName.of("");

  private final FaultPlace place;
  private final Set<TensorName> constants = new HashSet<>();

  Surroundings(Network network, FaultPlace place) {
    this.place = place;
    constants.add(OMITTED);
    network.tensors().values().stream()
        .filter(tensor -> tensor.kind() == Tensor.Kind.CONSTANT)
        .forEach(tensor -> constants.add(tensor.name()));
    network.layers().stream()
        .filter(layer -> !place.isNamed(layer) && constants.containsAll(layer.inputs()))
        .forEach(layer -> constants.addAll(layer.outputs()));
  }

  /**
   * Outwards from layers until there is no more room.
   *
   * @param furthest over how many tensors at most
   * @param size how much room a layer takes
   */
  Set<Layer> of(Collection<Layer> starts, int furthest, int room, ToIntFunction<Layer> size) {
    Set<Layer> found = new LinkedHashSet<>();
    Map<Layer, Integer> distances = new LinkedHashMap<>();
    Deque<Layer> next = new ArrayDeque<>();
    starts.forEach(start -> reach(start, 0, distances, next));
    int taken = 0;
    while (!next.isEmpty()) {
      Layer layer = next.remove();
      taken += size.applyAsInt(layer);
      if (taken > room) {
        break;
      }
      found.add(layer);
      int further = distances.get(layer) + 1;
      if (further <= furthest) {
        neighbours(layer).forEach(other -> reach(other, further, distances, next));
      }
    }
    return found;
  }

  private static void reach(
      Layer layer, int distance, Map<Layer, Integer> distances, Deque<Layer> next) {
    if (distances.putIfAbsent(layer, distance) == null) {
      next.add(layer);
    }
  }

  private Stream<Layer> neighbours(Layer layer) {
    return Stream.concat(
        inputs(layer).flatMap(tensor -> place.producer(tensor).stream()),
        layer.outputs().stream().flatMap(tensor -> place.consumers(tensor).stream()));
  }

  /** What a layer reads of what is computed from the network's inputs. */
  Stream<TensorName> inputs(Layer layer) {
    return layer.inputs().stream().filter(tensor -> !constants.contains(tensor));
  }
}
