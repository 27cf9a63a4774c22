package io.trtdoctor.reduce;

import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.graph.TensorShapes;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.onnx.Cut;
import io.trtdoctor.onnx.IntegerConstant;
import io.trtdoctor.onnx.OnnxModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a network can be cut: at floating-point tensors of known rank that are no indices and
 * depend on an input. What computes any other tensor stays with those who read it.
 */
final class Sections {
  private final OnnxModel model;
  private final Network network;
  private final NetworkGraph graph;
  private final TensorShapes shapes;
  private final List<Layer> order;

  /** What layers of a subgraph read from around it, by the layer that holds it. */
  private final Map<Integer, Set<TensorName>> innerReads = new HashMap<>();

  private final Map<TensorName, Layer> producers = new HashMap<>();

  Sections(OnnxModel model) {
    this.model = model;
    this.network = model.network();
    this.graph = NetworkGraph.of(network);
    this.shapes = TensorShapes.of(graph, model.smallConstants());
    this.order = graph.topologicalOrder().stream().filter(Sections::isOutermost).toList();
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

  /** How many layers the network has, those in subgraphs left out. */
  int size() {
    return order.size();
  }

  /** The layers of a part, each after those it reads from. */
  List<Layer> ordered(Part part) {
    return order.stream().filter(layer -> part.layers().contains(layer.index())).toList();
  }

  /** The model with all that is known of it before it runs as constants. */
  OnnxModel settled() {
    List<IntegerConstant> known = new ArrayList<>();
    for (TensorName name : producers.keySet().stream().sorted().toList()) {
      Tensor tensor = shapes.tensor(name).orElseThrow();
      shapes.integers(name).ifPresent(values -> known.add(new IntegerConstant(tensor, values)));
    }
    return model.settled(known);
  }

  /** The model with made-up weights; those whose values decide on shapes are kept. */
  OnnxModel seeded() {
    return model.withSeededWeights(
        network.tensors().keySet().stream().filter(graph::isIndex).collect(Collectors.toSet()));
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

  /** How to cut the part out; empty if an end of it has no type that can be written. */
  Optional<Cut> cut(Part part) {
    List<Layer> layers = ordered(part);
    Set<TensorName> read = new LinkedHashSet<>();
    layers.forEach(layer -> read.addAll(reads(layer, part)));
    Set<TensorName> made = new HashSet<>();
    layers.forEach(layer -> made.addAll(layer.outputs()));
    List<Tensor> inputs =
        read.stream()
            .filter(t -> !made.contains(t))
            .filter(t -> producers.containsKey(t) || isNetworkInput(t))
            .map(t -> end(t, Tensor.Kind.INPUT))
            .toList();
    List<Tensor> outputs = outputs(layers, read);
    boolean canBeWritten =
        !outputs.isEmpty()
            && inputs.stream().allMatch(t -> t.shape().isPresent() && isWritten(t.type()))
            && outputs.stream().allMatch(t -> isWritten(t.type()));
    return canBeWritten
        ? Optional.of(new Cut(part.layers(), inputs, outputs, wires(part)))
        : Optional.empty();
  }

  OnnxModel model(Cut cut) {
    return model.cut(cut);
  }

  /** The whole network as a model. */
  OnnxModel model() {
    return model;
  }

  /** The shapes of the inputs; those whose rank is not known are left out. */
  Map<TensorName, List<Long>> inputShapes() {
    Map<TensorName, List<Long>> known = new LinkedHashMap<>();
    network.inputs().forEach(name -> shape(name).ifPresent(shape -> known.put(name, shape)));
    return known;
  }

  /** The same network with inputs of other shapes; empty if its layers do not fit them. */
  Optional<Sections> reshaped(Map<TensorName, List<Long>> others) {
    return cut(whole())
        .map(cut -> new Sections(model.cut(reshaped(cut, others))))
        .filter(this::isNoLessKnownIn)
        .flatMap(other -> other.cut(other.whole()).map(cut -> new Sections(other.model(cut))));
  }

  private static Cut reshaped(Cut cut, Map<TensorName, List<Long>> others) {
    return new Cut(
        cut.layers(),
        cut.inputs().stream()
            .map(t -> shaped(t, Optional.ofNullable(others.get(t.name())).or(t::shape)))
            .toList(),
        cut.outputs().stream().map(t -> shaped(t, Optional.empty())).toList(),
        cut.readInstead());
  }

  private static Tensor shaped(Tensor tensor, Optional<List<Long>> shape) {
    return new Tensor(tensor.name(), tensor.type(), shape, tensor.kind());
  }

  /** Whether all that is known here of shapes is known there as well, and nothing is empty. */
  private boolean isNoLessKnownIn(Sections other) {
    return producers.keySet().stream()
        .filter(tensor -> !graph.needsNoScale(tensor))
        .filter(tensor -> shape(tensor).isPresent())
        .allMatch(
            tensor -> other.shape(tensor).filter(s -> isNoLess(shape(tensor), s)).isPresent());
  }

  private static boolean isNoLess(Optional<List<Long>> here, List<Long> there) {
    boolean isWhole = here.filter(shape -> shape.stream().allMatch(size -> size > 0)).isPresent();
    return there.stream().allMatch(size -> size > 0 || (size < 0 && !isWhole));
  }

  /** The network's own outputs, and one of each layer that nobody reads from. */
  private List<Tensor> outputs(List<Layer> layers, Set<TensorName> read) {
    Set<TensorName> own = Set.copyOf(network.outputs());
    Set<TensorName> outputs = new LinkedHashSet<>();
    for (Layer layer : layers) {
      List<TensorName> made = layer.outputs().stream().filter(t -> !t.value().isEmpty()).toList();
      made.stream().filter(own::contains).forEach(outputs::add);
      if (made.stream().noneMatch(t -> read.contains(t) || own.contains(t))) {
        made.stream().limit(1).forEach(outputs::add);
      }
    }
    return outputs.stream().map(t -> end(t, Tensor.Kind.OUTPUT)).toList();
  }

  private Tensor end(TensorName name, Tensor.Kind kind) {
    return new Tensor(name, type(name), shape(name), kind);
  }

  private Map<TensorName, TensorName> wires(Part part) {
    Map<TensorName, TensorName> wires = new HashMap<>();
    for (Layer layer : order) {
      if (part.bypassed().contains(layer.index())) {
        wires.put(layer.outputs().get(0), source(layer.outputs().get(0), part));
      }
    }
    return wires;
  }

  /** What a layer reads, around what is bypassed, with what its subgraphs read. */
  private Collection<TensorName> reads(Layer layer, Part part) {
    Set<TensorName> reads = new LinkedHashSet<>(layer.inputs());
    reads.addAll(innerReads.getOrDefault(layer.index(), Set.of()));
    reads.remove(TensorName.of(""));
    return reads.stream().map(read -> source(read, part)).toList();
  }

  private TensorName source(TensorName tensor, Part part) {
    TensorName source = tensor;
    Layer producer = producers.get(source);
    while (producer != null && part.bypassed().contains(producer.index())) {
      source = through(producer).orElseThrow();
      producer = producers.get(source);
    }
    return source;
  }

  private boolean isNetworkInput(TensorName tensor) {
    return network.inputs().contains(tensor);
  }

  private boolean isCuttable(TensorName tensor) {
    return type(tensor).isFloat()
        && isWritten(type(tensor))
        && shape(tensor).isPresent()
        && !graph.needsNoScale(tensor);
  }

  private static boolean isWritten(DataType type) {
    return switch (type) {
      case FP32, FP16, BF16, FP64, INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, BOOL ->
          true;
      case INT4, FP8, STRING, COMPLEX, UNKNOWN -> false;
    };
  }

  private DataType type(TensorName tensor) {
    return shapes.tensor(tensor).map(Tensor::type).orElse(DataType.UNKNOWN);
  }

  private Optional<List<Long>> shape(TensorName tensor) {
    return shapes.tensor(tensor).flatMap(Tensor::shape);
  }
}
