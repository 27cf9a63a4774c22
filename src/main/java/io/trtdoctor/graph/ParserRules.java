package io.trtdoctor.graph;

import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.TensorName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Of which nodes it is known how many layers TensorRT's parser makes of them, and how many those
 * are, as recorded with 8.6.1 and 10.6.0.
 */
final class ParserRules {
  /** One layer whatever the attributes are. */
  private static final Set<String> ONE_LAYER =
      Set.of(
          "Abs",
          "Cast",
          "Ceil",
          "Concat",
          "Elu",
          "Erf",
          "Exp",
          "Flatten",
          "Floor",
          "Gather",
          "GlobalAveragePool",
          "GlobalMaxPool",
          "HardSigmoid",
          "HardSwish",
          "Identity",
          "LRN",
          "LeakyRelu",
          "Log",
          "Neg",
          "Relu",
          "Reshape",
          "Selu",
          "Sigmoid",
          "Sin",
          "Softplus",
          "Softsign",
          "Sqrt",
          "Squeeze",
          "Tanh",
          "Transpose",
          "Unsqueeze");

  private static final int FIRST_SOFTMAX_OF_ONE_AXIS = 13;

  /** Layers of the arithmetic on computed bounds of a slice. */
  private static final int ENDS_COMPUTED = 15;

  private static final int BOTH_COMPUTED = 28;

  /**
   * Before the operator: a Pad with computed widths, a Slice of more than one axis or of an unknown
   * step.
   */
  static final String SPECIAL = "special ";

  private static final int AXES = 3;

  private static final int STEPS = 4;

  private static final int FILLING = 2;

  private static final int SIZES = 3;

  private final Network network;
  private final TensorShapes shapes;

  ParserRules(Network network, TensorShapes shapes) {
    this.network = network;
    this.shapes = shapes;
  }

  /** Whether no input of the network has an open dimension. */
  boolean isStatic() {
    return network.inputs().stream()
        .map(shapes::shape)
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
      case "Add", "Sub", "Mul", "Div", "Pow", "Max", "Min", "PRelu", "Greater" -> isPair(layer);
      case "Where" -> haveRanks(layer) && !isConstant(layer.inputs().get(0));
      case "Gemm" -> isFullyConnected(layer);
      case "ReduceMean", "ReduceMax", "ReduceSum", "ReduceL2" -> isReduction(layer);
      case "Softmax" -> opset() >= FIRST_SOFTMAX_OF_ONE_AXIS;
      case "LayerNormalization" -> isNormalization(layer);
      case "InstanceNormalization", "BatchNormalization" -> isOfConstants(layer);
      case "Shape" -> layer.attributes().isEmpty();
      case "ConstantOfShape" -> isConstant(layer.inputs().get(0));
      case "Slice" ->
          areConstant(layer, 3, 4) && (isConstantAt(layer, 1) || !isConstantAt(layer, 2));
      case "Pad" -> layer.inputs().size() > 1 && isFillingKnown(layer);
      case "Clip" -> layer.inputs().size() > 1 && areConstant(layer, 1, 2);
      case "Expand" -> isConstantAt(layer, 1) && isOfOneRank(layer);
      case "Tile", "Split" -> layer.inputs().size() > 1 && isConstantAt(layer, 1);
      case "Resize" -> layer.inputs().size() > 2 && areConstant(layer, 1, 3);
      case "DepthToSpace" -> layer.attributes().getOrDefault("mode", "DCR").equals("DCR");
      case "SpaceToDepth" -> true;
      case "Dropout" -> layer.inputs().size() == 1 && layer.outputs().size() == 1;
      default -> ONE_LAYER.contains(layer.operator());
    };
  }

  /** The operator, told apart where its inputs change what is known of it. */
  String kind(Layer layer) {
    boolean isSpecial =
        switch (layer.operator()) {
          case "Pad" -> !isConstantAt(layer, 1);
          case "Slice" -> step(layer).isEmpty();
          default -> false;
        };
    return isSpecial ? SPECIAL + layer.operator() : layer.operator();
  }

  /** The step of a slice along one axis of several; empty for others. */
  Optional<Long> step(Layer layer) {
    boolean isOfOneAxis =
        input(layer, AXES).flatMap(shapes::integers).filter(axes -> axes.size() == 1).isPresent();
    if (!isOfOneAxis || rank(layer.inputs().get(0)).orElse(0) < 2) {
      return Optional.empty();
    }
    Optional<TensorName> steps = input(layer, STEPS);
    return steps.isEmpty()
        ? Optional.of(1L)
        : steps.flatMap(shapes::integers).filter(s -> s.size() == 1).map(s -> s.get(0));
  }

  /** Layers without a name that come before the one that bears the node's. */
  int unnamed(Layer layer) {
    return switch (layer.operator()) {
      case "Slice" -> slice(layer);
      case "Resize" -> input(layer, SIZES).isPresent() ? 1 : 0;
      default -> 0;
    };
  }

  /** The value that a padding fills with, if it is given. */
  Optional<TensorName> filling(Layer layer) {
    return input(layer, FILLING);
  }

  private int slice(Layer layer) {
    if (areConstant(layer, 1, 2)) {
      return 0;
    }
    return isConstantAt(layer, 1) ? ENDS_COMPUTED : BOTH_COMPUTED;
  }

  /** The inputs that have to be tensors, so that a constant among them becomes a layer. */
  Stream<TensorName> data(Layer layer) {
    return switch (layer.operator()) {
      case "Concat" -> layer.inputs().stream();
      default -> layer.inputs().stream().limit(1);
    };
  }

  boolean isConstant(TensorName tensor) {
    return network.isConstant(tensor);
  }

  OptionalInt rank(TensorName tensor) {
    return shapes.shape(tensor).stream().mapToInt(List::size).findFirst();
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

  private static Optional<TensorName> input(Layer layer, int index) {
    return layer.inputs().stream()
        .skip(index)
        .limit(1)
        .filter(input -> !input.value().isEmpty())
        .findFirst();
  }

  private boolean isPair(Layer layer) {
    return layer.inputs().size() == 2
        && haveRanks(layer)
        && !layer.inputs().stream().allMatch(this::isConstant);
  }

  private boolean haveRanks(Layer layer) {
    return layer.inputs().stream().allMatch(input -> rank(input).isPresent());
  }

  private boolean isOfOneRank(Layer layer) {
    OptionalInt rank = rank(layer.inputs().get(0));
    return rank.isPresent() && rank.equals(rank(layer.outputs().get(0)));
  }

  private boolean isReduction(Layer layer) {
    return isConstantAt(layer, 1) && !layer.attributes().containsKey("noop_with_empty_axes");
  }

  private boolean isOfConstants(Layer layer) {
    return rank(layer.inputs().get(0)).orElse(0) == 4
        && areConstant(layer, 1, layer.inputs().size() - 1)
        && layer.outputs().size() == 1;
  }

  /** Zero is what a padding is filled with anyway, and then no layer may hold it. */
  private boolean isFillingKnown(Layer layer) {
    return filling(layer)
        .map(shapes::constant)
        .map(values -> values.filter(v -> v.stream().allMatch(n -> n.doubleValue() != 0)))
        .map(Optional::isPresent)
        .orElse(true);
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
