package io.trtdoctor.reduce;

import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.graph.TensorShapes;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the outermost layers of a network hang together, and where it can be cut: at floating-point
 * tensors of known rank that are no indices and depend on an input. What computes any other tensor
 * stays with those who read it.
 */
final class Wiring {
  private final Network network;
  private final NetworkGraph graph;
  private final TensorShapes shapes;
  private final List<Layer> order;

  /** What layers of a subgraph read from around it, by the layer that holds it. */
  private final Map<Integer, Set<TensorName>> innerReads = new HashMap<>();

  private final Map<TensorName, Layer> producers = new HashMap<>();

  Wiring(NetworkGraph graph, TensorShapes shapes) {
    this.network = graph.network();
    this.graph = graph;
    this.shapes = shapes;
    this.order = graph.topologicalOrder().stream().filter(Wiring::isOutermost).toList();
    order.forEach(layer -> layer.outputs().forEach(o -> producers.putIfAbsent(o, layer)));
    producers.remove(TensorName.of(""));
    readInside();
  }

  private void readInside() {
    int holder = 0;
    for (Layer layer : network.layers()) {
      holder = isOutermost(layer) ? layer.index() : holder;
      if (!isOutermost(layer)) {
        innerReads.computeIfAbsent(holder, h -> new LinkedHashSet<>()).addAll(layer.inputs());
      }
    }
  }

  private static boolean isOutermost(Layer layer) {
    return layer.scope().isEmpty();
  }

  /** All layers, each after those it reads from; those in subgraphs are left out. */
  List<Layer> order() {
    return order;
  }

  /** All tensors that layers compute. */
  Set<TensorName> computed() {
    return producers.keySet();
  }

  boolean isComputed(TensorName tensor) {
    return producers.containsKey(tensor);
  }

  /** All layers that an output depends on. */
  Part whole() {
    Part all = new Part(order.stream().map(Layer::index).collect(Collectors.toSet()), Set.of());
    return ancestors(
        all,
        network.outputs().stream()
            .filter(producers::containsKey)
            .map(producers::get)
            .collect(Collectors.toSet()));
  }

  /** The layers of a part, each after those it reads from. */
  List<Layer> ordered(Part part) {
    return order.stream().filter(layer -> part.layers().contains(layer.index())).toList();
  }

  /** The part with all layers that it cannot be cut from. */
  Part closed(Part part) {
    Set<Integer> layers = new HashSet<>(part.layers());
    Deque<Layer> open = new ArrayDeque<>(ordered(part));
    while (!open.isEmpty()) {
      for (TensorName read : reads(open.remove(), part)) {
        Layer producer = producers.get(read);
        if (producer != null && !isCuttable(read) && layers.add(producer.index())) {
          open.add(producer);
        }
      }
    }
    return part.only(layers);
  }

  /** Those layers of the part that some of them depend on, these included. */
  Part ancestors(Part part, Set<Layer> last) {
    Set<Integer> reached = last.stream().map(Layer::index).collect(Collectors.toSet());
    Deque<Layer> open = new ArrayDeque<>(last);
    while (!open.isEmpty()) {
      for (TensorName read : reads(open.remove(), part)) {
        Layer producer = producers.get(read);
        boolean isInside = producer != null && part.layers().contains(producer.index());
        if (isInside && reached.add(producer.index())) {
          open.add(producer);
        }
      }
    }
    return part.only(reached);
  }

  /** The part grown by all layers that read from it or that it reads from. */
  Part grown(Part part) {
    Set<Integer> grown = new HashSet<>(part.layers());
    Set<TensorName> inside = new HashSet<>();
    for (Layer layer : ordered(part)) {
      inside.addAll(layer.outputs());
      reads(layer, part).stream()
          .filter(producers::containsKey)
          .forEach(read -> grown.add(producers.get(read).index()));
    }
    for (Layer layer : order) {
      if (reads(layer, part).stream().anyMatch(inside::contains)) {
        grown.add(layer.index());
      }
    }
    return part.only(grown);
  }

  /** Whether a layer can be bypassed: one of its inputs is like its only output. */
  boolean isBypass(Layer layer) {
    return through(layer).isPresent()
        && innerReads.values().stream().noneMatch(r -> r.contains(layer.outputs().get(0)));
  }

  private Optional<TensorName> through(Layer layer) {
    if (layer.outputs().size() != 1) {
      return Optional.empty();
    }
    TensorName output = layer.outputs().get(0);
    return layer.inputs().stream()
        .filter(input -> isNetworkInput(input) || isCuttable(input))
        .filter(input -> type(input) == type(output) && isCuttable(output))
        .filter(input -> shape(input).isPresent() && shape(input).equals(shape(output)))
        .findFirst();
  }

  /** What a layer reads, around what is bypassed, with what its subgraphs read. */
  Collection<TensorName> reads(Layer layer, Part part) {
    Set<TensorName> reads = new LinkedHashSet<>(layer.inputs());
    reads.addAll(innerReads.getOrDefault(layer.index(), Set.of()));
    reads.remove(TensorName.of(""));
    return reads.stream().map(read -> source(read, part)).toList();
  }

  /** What is read where a tensor was, around what is bypassed. */
  TensorName source(TensorName tensor, Part part) {
    TensorName source = tensor;
    Layer producer = producers.get(source);
    while (producer != null && part.bypassed().contains(producer.index())) {
      source = through(producer).orElseThrow();
      producer = producers.get(source);
    }
    return source;
  }

  boolean isNetworkInput(TensorName tensor) {
    return network.inputs().contains(tensor);
  }

  private boolean isCuttable(TensorName tensor) {
    return type(tensor).isFloat()
        && isWritten(type(tensor))
        && shape(tensor).isPresent()
        && !graph.needsNoScale(tensor);
  }

  /** Whether tensors of the type can be inputs and outputs of a model that is written. */
  static boolean isWritten(DataType type) {
    return switch (type) {
      case FP32, FP16, BF16, FP64, INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, BOOL ->
          true;
      case INT4, FP8, STRING, COMPLEX, UNKNOWN -> false;
    };
  }

  /** A tensor's type as far as it is known. */
  DataType type(TensorName tensor) {
    return shapes.tensor(tensor).map(Tensor::type).orElse(DataType.UNKNOWN);
  }

  /** A tensor's shape as far as it is known. */
  Optional<List<Long>> shape(TensorName tensor) {
    return shapes.shape(tensor);
  }
}
