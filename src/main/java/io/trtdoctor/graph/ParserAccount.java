package io.trtdoctor.graph;

import io.trtdoctor.model.DataType;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.MadeTensor;
import io.trtdoctor.model.MadeTensor.Making;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The account of what TensorRT's ONNX parser has added to a network so far. */
final class ParserAccount {
  static final String RESHAPE = "ONNXTRT_ShapeShuffle";
  private static final String COPY = "ONNXTRT_Broadcast";

  private final Network network;
  private final TensorShapes shapes;
  private final ParserNames names;
  private final List<MadeTensor> named = new ArrayList<>();
  private final Set<TensorName> constants = new HashSet<>();
  private int nameless;

  ParserAccount(Network network, TensorShapes shapes, ParserNames names) {
    this.network = network;
    this.shapes = shapes;
    this.names = names;
  }

  ParserTensors tensors(Optional<Layer> lostAt) {
    return new ParserTensors(named, nameless, lostAt);
  }

  /** A layer that bears the node's name and whose output has that of the node's. */
  void main(Layer layer) {
    names.layer(layer.operator(), layer.name().value());
  }

  /** The layer that holds a constant, once; nothing for what layers compute. */
  void constant(Layer layer, TensorName input) {
    newConstant(input).ifPresent(name -> constantMade(name, input, layer));
  }

  /** The same for a constant that gets no scale. */
  void scalelessConstant(TensorName input) {
    newConstant(input);
  }

  private void constantMade(Optional<String> name, TensorName input, Layer layer) {
    if (isFloat(input) && (rank(input) > 0 || names.scalarsHaveScales())) {
      made(name, Making.COPY, input, layer, true);
    }
  }

  private Optional<Optional<String>> newConstant(TensorName input) {
    return isConstant(input) && constants.add(input)
        ? Optional.of(names.layer("Constant", input.value()))
        : Optional.empty();
  }

  /** A copy of an input with more dimensions. */
  void copy(Layer layer, TensorName input) {
    Optional<String> name = scalelessCopy();
    if (isFloat(input)) {
      made(name, Making.COPY, input, layer, isConstant(input));
    }
  }

  /** A copy that gets no scale. */
  Optional<String> scalelessCopy() {
    names.passing(RESHAPE);
    return names.layer("Shuffle", COPY);
  }

  /** A tensor with a scale, which may have a name. */
  void made(
      Optional<String> name, Making making, TensorName source, Layer layer, boolean isConstant) {
    Optional<TensorName> unique =
        name.map(TensorName::of).filter(tensor -> network.tensor(tensor).isEmpty());
    if (unique.isEmpty()) {
      nameless++;
    }
    unique
        .map(tensor -> new MadeTensor(tensor, making, source, layer, isConstant))
        .ifPresent(named::add);
  }

  /** A constant that a layer hands on under its own name. */
  void handedOn(TensorName input, TensorName output, Layer layer) {
    if (isConstant(input) && isFloat(input)) {
      named.add(new MadeTensor(output, Making.SAME, output, layer, true));
    }
  }

  int rank(TensorName tensor) {
    return shapes.shape(tensor).map(List::size).orElse(0);
  }

  private boolean isConstant(TensorName tensor) {
    return network.isConstant(tensor);
  }

  private boolean isFloat(TensorName tensor) {
    return shapes
        .tensor(tensor)
        .map(Tensor::type)
        .filter(type -> type == DataType.FP32 || type == DataType.FP16)
        .isPresent();
  }
}
