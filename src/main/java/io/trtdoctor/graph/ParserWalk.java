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

/**
 * Goes through a network as TensorRT's ONNX parser does, node by node in the order of the file, and
 * keeps account of the layers that it adds. What it makes of an operator was read off the layers of
 * recorded networks; an operator that was not recorded is one of which nothing is known.
 */
final class ParserWalk {
  private static final String COPY = "ONNXTRT_Broadcast";
  private static final String RESHAPE = "ONNXTRT_ShapeShuffle";

  /** Stands for the name of the scale and the bias that a normalisation has of its own. */
  private static final String ORDINARY = "(Constant)";

  private static final String FILLING = "ONNXTRT_ShapeSlice";

  private final Network network;
  private final TensorShapes shapes;
  private final ParserRules rules;
  private final ParserNames names;
  private final List<MadeTensor> named = new ArrayList<>();
  private final Set<TensorName> constants = new HashSet<>();
  private int nameless;
  private Optional<Layer> lostAt = Optional.empty();

  ParserWalk(Network network, TensorShapes shapes, ParserNames names) {
    this.network = network;
    this.shapes = shapes;
    this.rules = new ParserRules(network, shapes);
    this.names = names;
  }

  ParserTensors tensors() {
    if (!rules.isStatic()) {
      names.lose();
    }
    for (Layer layer : network.layers()) {
      if (!layer.operator().equals("Constant")) {
        node(layer);
      }
    }
    return new ParserTensors(named, nameless, lostAt);
  }

  private void node(Layer layer) {
    if (names.isKnown(layer.operator()) && rules.isKnown(layer)) {
      known(layer);
    } else {
      names.lose();
      lostAt = lostAt.or(() -> Optional.of(layer));
    }
  }

  private void known(Layer layer) {
    switch (layer.operator()) {
      case "HardSwish" -> hardSwish(layer);
      case "Gemm" -> gemm(layer);
      case "Softmax" -> softmax(layer);
      case "LayerNormalization" -> normalization(layer);
      case "MatMul", "Add", "Mul", "Div" -> broadcast(layer);
      case "Reshape", "Flatten", "Unsqueeze" -> rearrangement(layer);
      case "Identity" -> identity(layer);
      case "ConstantOfShape" -> filling(layer);
      default -> plain(layer);
    }
  }

  private void plain(Layer layer) {
    rules.data(layer).forEach(input -> constant(layer, input));
    names.unnamed(rules.unnamedBefore(layer));
    main(layer);
    names.unnamed(rules.unnamedAfter(layer));
  }

  private void main(Layer layer) {
    names.layer(layer.operator(), layer.name().value());
  }

  private void filling(Layer layer) {
    constant(layer, layer.inputs().get(0));
    names.unnamed(1);
    names.layer("Slice", FILLING);
  }

  private void identity(Layer layer) {
    TensorName input = layer.inputs().get(0);
    constant(layer, input);
    main(layer);
    if (isConstant(input) && isFloat(input)) {
      TensorName output = layer.outputs().get(0);
      named.add(new MadeTensor(output, Making.SAME, output, layer, true));
    }
  }

  private void rearrangement(Layer layer) {
    constant(layer, layer.inputs().get(0));
    names.passing(RESHAPE);
    main(layer);
  }

  private void hardSwish(Layer layer) {
    Optional<String> gate = names.layer("Activation", layer.name().value());
    made(gate, Making.GATE, layer.inputs().get(0), layer, false);
    main(layer);
  }

  private void softmax(Layer layer) {
    Optional<String> output = names.layer("Softmax", layer.name().value());
    if (names.softmaxIsCopied()) {
      made(output, Making.COPY, layer.outputs().get(0), layer, false);
    }
    names.layer("Shuffle", RESHAPE);
  }

  private void normalization(Layer layer) {
    List<TensorName> weights = layer.inputs().subList(1, layer.inputs().size());
    weights.forEach(weight -> names.passing(ORDINARY));
    for (TensorName weight : weights) {
      if (constants.add(weight)) {
        names.layer("Constant", weight.value());
      }
    }
    weights.forEach(
        weight -> {
          names.passing(RESHAPE);
          names.layer("Shuffle", COPY);
        });
    main(layer);
  }

  private void broadcast(Layer layer) {
    layer.inputs().forEach(input -> constant(layer, input));
    int rank = layer.inputs().stream().mapToInt(this::rank).max().orElse(0);
    layer.inputs().stream()
        .filter(input -> rank(input) < rank)
        .forEach(input -> copy(layer, input));
    main(layer);
  }

  private void gemm(Layer layer) {
    layer.inputs().stream().limit(2).forEach(input -> constant(layer, input));
    Optional<String> product = names.layer("Matrix Multiply", layer.name().value());
    if (layer.inputs().size() > 2) {
      made(product, Making.PRODUCT, layer.inputs().get(0), layer, false);
      TensorName bias = layer.inputs().get(2);
      constant(layer, bias);
      copy(layer, bias);
      names.unnamed(1);
    }
  }

  /** The layer that holds a constant, once; nothing for what layers compute. */
  private void constant(Layer layer, TensorName input) {
    if (isConstant(input) && constants.add(input)) {
      Optional<String> name = names.layer("Constant", input.value());
      if (isFloat(input) && (rank(input) > 0 || names.scalarsHaveScales())) {
        made(name, Making.COPY, input, layer, true);
      }
    }
  }

  private void copy(Layer layer, TensorName input) {
    names.passing(RESHAPE);
    Optional<String> name = names.layer("Shuffle", COPY);
    if (isFloat(input)) {
      made(name, Making.COPY, input, layer, isConstant(input));
    }
  }

  private void made(
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

  private boolean isConstant(TensorName tensor) {
    return rules.isConstant(tensor);
  }

  private boolean isFloat(TensorName tensor) {
    return shapes
        .tensor(tensor)
        .map(Tensor::type)
        .filter(type -> type == DataType.FP32 || type == DataType.FP16)
        .isPresent();
  }

  private int rank(TensorName tensor) {
    return rules.rank(tensor).orElse(0);
  }
}
