package io.trtdoctor.graph;

import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Of which nodes it is known how many layers TensorRT's parser makes of them, and how many those
 * are, as recorded with 8.6.1 and 10.6.0.
 */
final class ParserRules {
  private static final Set<String> ONE_LAYER =
      Set.of(
          "Cast",
          "Concat",
          "Flatten",
          "Gather",
          "GlobalAveragePool",
          "HardSigmoid",
          "HardSwish",
          "Identity",
          "Relu",
          "Reshape",
          "Sigmoid",
          "Transpose",
          "Unsqueeze");

  private static final int FIRST_SOFTMAX_OF_ONE_AXIS = 13;

  /** Layers of the arithmetic on computed bounds of a slice. */
  private static final int ENDS_COMPUTED = 15;

  private static final int BOTH_COMPUTED = 28;

  /** Layers of the arithmetic on widths of padding, computed and constant. */
  private static final int WIDTHS_COMPUTED = 7;

  private static final int WIDTHS_CONSTANT = 4;

  private final Network network;
  private final TensorShapes shapes;

  ParserRules(Network network, TensorShapes shapes) {
    this.network = network;
    this.shapes = shapes;
  }

  /** Whether no input of the network has an open dimension. */
  boolean isStatic() {
    return network.inputs().stream()
        .map(input -> shapes.tensor(input).flatMap(Tensor::shape))
        .allMatch(shape -> shape.isPresent() && shape.get().stream().allMatch(d -> d >= 0));
  }

  boolean isKnown(Layer layer) {
    if (!Operators.isStandard(layer) || !layer.scope().isEmpty()) {
      return false;
    }
    return switch (layer.operator()) {
      case "Conv" -> isPlane(layer) && isConstant(layer.inputs().get(1));
      case "ConvTranspose" ->
          isPlane(layer)
              && isConstant(layer.inputs().get(1))
              && !layer.attributes().containsKey("output_padding");
      case "MaxPool", "AveragePool" -> isPlane(layer) && layer.outputs().size() == 1;
      case "MatMul" -> layer.inputs().stream().allMatch(input -> rank(input).orElse(0) > 1);
      case "Add", "Mul", "Div" ->
          layer.inputs().stream().allMatch(input -> rank(input).isPresent())
              && !layer.inputs().stream().allMatch(this::isConstant);
      case "Gemm" -> isFullyConnected(layer);
      case "ReduceMean" -> isConstantAt(layer, 1);
      case "Softmax" -> opset() >= FIRST_SOFTMAX_OF_ONE_AXIS;
      case "LayerNormalization" -> isNormalization(layer);
      case "Shape" -> layer.attributes().isEmpty();
      case "ConstantOfShape" -> isConstant(layer.inputs().get(0));
      case "Slice" ->
          areConstant(layer, 3, 4) && (isConstantAt(layer, 1) || !isConstantAt(layer, 2));
      case "Pad" -> layer.inputs().size() > 1;
      default -> ONE_LAYER.contains(layer.operator());
    };
  }

  /** Layers without a name that come before the one that bears the node's. */
  int unnamedBefore(Layer layer) {
    return switch (layer.operator()) {
      case "Slice" -> slice(layer);
      case "Pad" -> isConstantAt(layer, 1) ? WIDTHS_CONSTANT : WIDTHS_COMPUTED;
      default -> 0;
    };
  }

  private int slice(Layer layer) {
    if (areConstant(layer, 1, 2)) {
      return 0;
    }
    return isConstantAt(layer, 1) ? ENDS_COMPUTED : BOTH_COMPUTED;
  }

  /** Layers without a name that come after it. */
  int unnamedAfter(Layer layer) {
    return layer.operator().equals("Pad") ? 1 : 0;
  }

  /** The inputs that have to be tensors, so that a constant among them becomes a layer. */
  Stream<TensorName> data(Layer layer) {
    return switch (layer.operator()) {
      case "Concat", "Gather" -> layer.inputs().stream();
      default -> layer.inputs().stream().limit(1);
    };
  }

  boolean isConstant(TensorName tensor) {
    return network.tensor(tensor).filter(t -> t.kind() == Tensor.Kind.CONSTANT).isPresent();
  }

  OptionalInt rank(TensorName tensor) {
    return shapes.tensor(tensor).flatMap(Tensor::shape).stream().mapToInt(List::size).findFirst();
  }

  private boolean isConstantAt(Layer layer, int input) {
    return areConstant(layer, input, input);
  }

  /** Whether those of these inputs that are there are constants. */
  private boolean areConstant(Layer layer, int from, int to) {
    return IntStream.rangeClosed(from, to)
        .filter(i -> i < layer.inputs().size())
        .mapToObj(layer.inputs()::get)
        .allMatch(input -> input.value().isEmpty() || isConstant(input));
  }

  /** Whether the input has two or three dimensions besides batch and channels, padded evenly. */
  private boolean isPlane(Layer layer) {
    int rank = rank(layer.inputs().get(0)).orElse(0);
    String padding = layer.attributes().getOrDefault("auto_pad", "NOTSET");
    return (rank == 4 || rank == 5) && padding.equals("NOTSET") && isEven(layer.attributes());
  }

  private static boolean isEven(Map<String, String> attributes) {
    String[] pads =
        attributes.getOrDefault("pads", "[]").replaceAll("[\\[\\] ]", "").split(",", -1);
    int half = pads.length / 2;
    return IntStream.range(0, half).allMatch(i -> pads[i].equals(pads[half + i]));
  }

  private boolean isFullyConnected(Layer layer) {
    boolean isScaled =
        Stream.of("alpha", "beta")
            .anyMatch(factor -> !layer.attributes().getOrDefault(factor, "1.0").equals("1.0"));
    return !isScaled
        && layer.attributes().getOrDefault("transA", "0").equals("0")
        && rank(layer.inputs().get(0)).orElse(0) == 2
        && areConstant(layer, 1, 2)
        && (layer.inputs().size() < 3 || rank(layer.inputs().get(2)).orElse(0) == 1);
  }

  private boolean isNormalization(Layer layer) {
    return layer.inputs().size() == 3
        && areConstant(layer, 1, 2)
        && layer.outputs().size() == 1
        && rank(layer.inputs().get(0)).orElse(0) > 1;
  }

  private long opset() {
    return network.opsets().getOrDefault("", 0L);
  }
}
