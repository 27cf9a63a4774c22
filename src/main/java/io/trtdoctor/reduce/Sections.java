package io.trtdoctor.reduce;

import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.graph.TensorShapes;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.onnx.Cut;
import io.trtdoctor.onnx.IntegerConstant;
import io.trtdoctor.onnx.OnnxModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A model whose parts can be made models of their own. */
final class Sections {
  private final OnnxModel model;
  private final Network network;
  private final NetworkGraph graph;
  private final TensorShapes shapes;
  private final Wiring wiring;

  Sections(OnnxModel model) {
    this.model = model;
    this.network = model.network();
    this.graph = NetworkGraph.of(network);
    this.shapes = TensorShapes.of(graph, model.smallConstants());
    this.wiring = new Wiring(graph, shapes);
  }

  /** How its layers hang together. */
  Wiring wiring() {
    return wiring;
  }

  /** How many layers the network has, those in subgraphs left out. */
  int size() {
    return wiring.order().size();
  }

  /** The model with all that is known of it before it runs as constants. */
  OnnxModel settled() {
    List<IntegerConstant> known = new ArrayList<>();
    for (TensorName name : wiring.computed().stream().sorted().toList()) {
      Tensor tensor = shapes.tensor(name).orElseThrow();
      shapes.integers(name).ifPresent(values -> known.add(new IntegerConstant(tensor, values)));
    }
    return model.settled(known);
  }

  /** The model with made-up weights; those whose values decide on shapes are kept. */
  OnnxModel seeded() {
    return model.withSeededWeights(graph.indices());
  }

  /** How to cut the part out; empty if an end of it has no type that can be written. */
  Optional<Cut> cut(Part part) {
    List<Layer> layers = wiring.ordered(part);
    Set<TensorName> read = new LinkedHashSet<>();
    layers.forEach(layer -> read.addAll(wiring.reads(layer, part)));
    Set<TensorName> made = new HashSet<>();
    layers.forEach(layer -> made.addAll(layer.outputs()));
    List<Tensor> inputs =
        read.stream()
            .filter(t -> !made.contains(t))
            .filter(t -> wiring.isComputed(t) || wiring.isNetworkInput(t))
            .map(t -> end(t, Tensor.Kind.INPUT))
            .toList();
    List<Tensor> outputs = outputs(layers, read);
    boolean canBeWritten =
        !outputs.isEmpty()
            && inputs.stream().allMatch(t -> t.shape().isPresent() && Wiring.isWritten(t.type()))
            && outputs.stream().allMatch(t -> Wiring.isWritten(t.type()));
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
    network.inputs().forEach(name -> wiring.shape(name).ifPresent(shape -> known.put(name, shape)));
    return known;
  }

  /** The same network with inputs of other shapes; empty if its layers do not fit them. */
  Optional<Sections> reshaped(Map<TensorName, List<Long>> others) {
    return cut(wiring.whole())
        .map(cut -> new Sections(model.cut(reshaped(cut, others))))
        .filter(this::isNoLessKnownIn)
        .flatMap(
            other -> other.cut(other.wiring.whole()).map(cut -> new Sections(other.model(cut))));
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
    return wiring.computed().stream()
        .filter(tensor -> !graph.needsNoScale(tensor))
        .filter(tensor -> wiring.shape(tensor).isPresent())
        .allMatch(
            tensor ->
                other
                    .wiring
                    .shape(tensor)
                    .filter(s -> isNoLess(wiring.shape(tensor), s))
                    .isPresent());
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
    return new Tensor(name, wiring.type(name), wiring.shape(name), kind);
  }

  private Map<TensorName, TensorName> wires(Part part) {
    Map<TensorName, TensorName> wires = new HashMap<>();
    for (Layer layer : wiring.order()) {
      if (part.bypassed().contains(layer.index())) {
        TensorName output = layer.outputs().get(0);
        wires.put(output, wiring.source(output, part));
      }
    }
    return wires;
  }
}
