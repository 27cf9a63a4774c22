package io.trtdoctor.graph;

import io.trtdoctor.model.Layer;
import io.trtdoctor.model.MadeTensor.Making;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.TensorName;
import java.util.List;
import java.util.Optional;

/**
 * Goes through a network as TensorRT's ONNX parser does, node by node in the order of the file, and
 * keeps account of the layers that it adds. What it makes of an operator was read off the layers of
 * recorded networks; an operator that was not recorded is one of which nothing is known.
 */
final class ParserWalk {
  private static final String SLICE = "ONNXTRT_ShapeSlice";

  private final Network network;
  private final ParserRules rules;
  private final ParserNames names;
  private final ParserAccount account;
  private Optional<Layer> lostAt = Optional.empty();

  ParserWalk(Network network, TensorShapes shapes, ParserNames names) {
    this.network = network;
    this.rules = new ParserRules(network, shapes);
    this.names = names;
    this.account = new ParserAccount(network, shapes, names);
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
    return account.tensors(lostAt);
  }

  private void node(Layer layer) {
    String kind = rules.kind(layer);
    boolean wasLost = names.isLost();
    if (names.isKnown(kind) && rules.isKnown(layer)) {
      known(layer);
      names.made(kind);
    } else {
      names.lose();
    }
    if (names.isLost() && (!wasLost || !rules.isKnown(layer))) {
      lostAt = lostAt.or(() -> Optional.of(layer));
    }
  }

  private void known(Layer layer) {
    switch (layer.operator()) {
      case "HardSwish" -> hardSwish(layer);
      case "Gemm" -> gemm(layer);
      case "Softmax" -> softmax(layer);
      case "LayerNormalization" -> layerNormalization(layer);
      case "InstanceNormalization" -> instanceNormalization(layer);
      case "MatMul", "Add", "Sub", "Mul", "Div", "Pow", "Max", "Min", "PRelu" -> broadcast(layer);
      case "Greater", "Where" -> selection(layer);
      case "Reshape", "Flatten", "Squeeze", "Unsqueeze" -> rearrangement(layer);
      case "DepthToSpace", "SpaceToDepth" -> blocks(layer);
      case "Split" -> split(layer);
      case "Gather" -> lookup(layer);
      case "Pad" -> padding(layer);
      case "Slice" -> slice(layer);
      case "ReduceL2" -> length(layer);
      case "Identity" -> identity(layer);
      case "ConstantOfShape" -> filling(layer);
      default -> plain(layer);
    }
  }

  private void plain(Layer layer) {
    rules.data(layer).forEach(input -> account.constant(layer, input));
    names.unnamed(rules.unnamed(layer));
    account.main(layer);
  }

  private void slice(Layer layer) {
    account.constant(layer, layer.inputs().get(0));
    names.bounds(rules.unnamed(layer), rules.step(layer));
    account.main(layer);
  }

  private void filling(Layer layer) {
    account.constant(layer, layer.inputs().get(0));
    names.ownValues(2);
    names.unnamed(1);
    names.layer("Slice", SLICE);
  }

  private void identity(Layer layer) {
    TensorName input = layer.inputs().get(0);
    account.constant(layer, input);
    account.main(layer);
    account.handedOn(input, layer.outputs().get(0), layer);
  }

  private void rearrangement(Layer layer) {
    account.constant(layer, layer.inputs().get(0));
    names.passing(ParserAccount.RESHAPE);
    account.main(layer);
  }

  /** A table that a lookup reads has no scale, and indices have none anyway. */
  private void lookup(Layer layer) {
    layer.inputs().forEach(account::scalelessConstant);
    account.main(layer);
  }

  private void blocks(Layer layer) {
    names.passing(ParserAccount.RESHAPE);
    Optional<String> blocks = names.layer("Shuffle", layer.name().value());
    account.made(blocks, Making.COPY, layer.inputs().get(0), layer, false);
    names.layer("Shuffle", ParserAccount.RESHAPE);
  }

  private void split(Layer layer) {
    layer
        .outputs()
        .forEach(
            part -> {
              names.passing(SLICE);
              account.main(layer);
            });
  }

  private void padding(Layer layer) {
    boolean areConstant = !rules.kind(layer).startsWith(ParserRules.SPECIAL);
    names.widths(areConstant, layer.name().value());
    names.passing(SLICE);
    account.main(layer);
    rules.filling(layer).ifPresent(value -> filledWith(value, layer));
  }

  private void filledWith(TensorName value, Layer layer) {
    names.ownValues(1);
    Optional<String> name = names.unnamed("Constant");
    if (names.scalarsHaveScales()) {
      account.made(name, Making.COPY, value, layer, true);
    }
  }

  private void length(Layer layer) {
    TensorName input = layer.inputs().get(0);
    account.made(names.unnamed("ElementWise"), Making.SQUARE, input, layer, false);
    Optional<String> sum = names.layer("Reduce", layer.name().value());
    account.made(sum, Making.SUM_OF_SQUARES, input, layer, false);
    account.main(layer);
  }

  private void hardSwish(Layer layer) {
    Optional<String> gate = names.layer("Activation", layer.name().value());
    account.made(gate, Making.GATE, layer.inputs().get(0), layer, false);
    account.main(layer);
  }

  private void softmax(Layer layer) {
    Optional<String> output = names.layer("Softmax", layer.name().value());
    account.made(output, Making.COPY, layer.outputs().get(0), layer, false);
    names.layer("Shuffle", ParserAccount.RESHAPE);
  }

  private void layerNormalization(Layer layer) {
    List<TensorName> weights = layer.inputs().subList(1, layer.inputs().size());
    names.ownValues(weights.size());
    weights.forEach(account::scalelessConstant);
    weights.forEach(weight -> account.scalelessCopy());
    account.main(layer);
  }

  private void instanceNormalization(Layer layer) {
    List<TensorName> weights = layer.inputs().subList(1, layer.inputs().size());
    names.ownValues(weights.size());
    weights.forEach(weight -> names.passing(ParserAccount.RESHAPE));
    account.main(layer);
  }

  private void broadcast(Layer layer) {
    layer.inputs().forEach(input -> account.constant(layer, input));
    ofLowerRank(layer).forEach(input -> account.copy(layer, input));
    account.main(layer);
  }

  private void selection(Layer layer) {
    layer.inputs().forEach(account::scalelessConstant);
    ofLowerRank(layer).forEach(input -> account.scalelessCopy());
    account.main(layer);
  }

  private List<TensorName> ofLowerRank(Layer layer) {
    int rank = layer.inputs().stream().mapToInt(account::rank).max().orElse(0);
    return layer.inputs().stream().filter(input -> account.rank(input) < rank).toList();
  }

  private void gemm(Layer layer) {
    layer.inputs().stream().limit(2).forEach(input -> account.constant(layer, input));
    Optional<String> product = names.layer("Matrix Multiply", layer.name().value());
    if (layer.inputs().size() > 2) {
      account.made(product, Making.PRODUCT, layer.inputs().get(0), layer, false);
      TensorName bias = layer.inputs().get(2);
      account.constant(layer, bias);
      account.copy(layer, bias);
      names.unnamed(1);
    }
  }
}
