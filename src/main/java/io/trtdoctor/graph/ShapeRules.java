package io.trtdoctor.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The shapes of a layer's outputs by the definitions of ONNX's operators. */
final class ShapeRules {
  private static final Set<String> KEEPING_SHAPE =
      Set.of(
          "Abs",
          "Acos",
          "Acosh",
          "Asin",
          "Asinh",
          "Atan",
          "Atanh",
          "BatchNormalization",
          "BitwiseNot",
          "Cast",
          "CastLike",
          "Ceil",
          "Celu",
          "Clip",
          "Cos",
          "Cosh",
          "CumSum",
          "DequantizeLinear",
          "Dropout",
          "Elu",
          "Erf",
          "Exp",
          "Floor",
          "Gelu",
          "GroupNormalization",
          "HardSigmoid",
          "HardSwish",
          "Hardmax",
          "Identity",
          "InstanceNormalization",
          "IsInf",
          "IsNaN",
          "LayerNormalization",
          "LeakyRelu",
          "Log",
          "LogSoftmax",
          "LRN",
          "LpNormalization",
          "MeanVarianceNormalization",
          "Mish",
          "Neg",
          "Not",
          "PRelu",
          "QuantizeLinear",
          "Reciprocal",
          "Relu",
          "Round",
          "Selu",
          "Shrink",
          "Sigmoid",
          "Sign",
          "Sin",
          "Sinh",
          "Softmax",
          "Softplus",
          "Softsign",
          "Sqrt",
          "Swish",
          "Tan",
          "Tanh",
          "ThresholdedRelu",
          "Trilu");

  private static final Set<String> BROADCASTING =
      Set.of(
          "Add",
          "And",
          "BitShift",
          "BitwiseAnd",
          "BitwiseOr",
          "BitwiseXor",
          "Div",
          "Equal",
          "Greater",
          "GreaterOrEqual",
          "Less",
          "LessOrEqual",
          "Max",
          "Mean",
          "Min",
          "Mod",
          "Mul",
          "Or",
          "Pow",
          "Sub",
          "Sum",
          "Where",
          "Xor");

  private static final Set<String> SECOND_LIKE_FIRST = Set.of("Dropout", "MaxPool", "TopK");

  private ShapeRules() {}

  /** The shape of an output; empty if not even its rank is known. */
  static Optional<List<Long>> output(Operands operands, int output) {
    String operator = operands.operator();
    if (operator.equals("Split")) {
      return ArrangedShapes.split(operands, output);
    } else if (output > 0 && !SECOND_LIKE_FIRST.contains(operator)) {
      return Optional.empty();
    } else if (KEEPING_SHAPE.contains(operator)) {
      return operands.shape(0);
    } else if (BROADCASTING.contains(operator)) {
      return broadcast(operands);
    } else if (operator.startsWith("Reduce")) {
      return reduced(operands);
    }
    return computing(operands).or(() -> arranging(operands));
  }

  private static Optional<List<Long>> computing(Operands operands) {
    return switch (operands.operator()) {
      case "Conv" -> WindowShapes.convolution(operands);
      case "ConvTranspose" -> WindowShapes.transposedConvolution(operands);
      case "MaxPool", "AveragePool", "LpPool" -> WindowShapes.pooling(operands);
      case "GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool" -> WindowShapes.global(operands);
      case "MatMul" -> ProductShapes.matrices(operands);
      case "Gemm" -> ProductShapes.gemm(operands);
      case "ArgMax", "ArgMin" -> without(operands, Optional.of(List.of(operands.whole("axis", 0))));
      case "TopK" -> best(operands);
      case "Shape" -> IntegerRules.shape(operands).map(values -> List.of((long) values.size()));
      case "Size" -> Optional.of(List.of());
      default -> Optional.empty();
    };
  }

  private static Optional<List<Long>> arranging(Operands operands) {
    return switch (operands.operator()) {
      case "Reshape" -> ArrangedShapes.reshape(operands);
      case "Transpose" -> ArrangedShapes.transpose(operands);
      case "Concat" -> ArrangedShapes.concat(operands);
      case "Slice" -> ArrangedShapes.slice(operands);
      case "Pad" -> ArrangedShapes.pad(operands);
      case "Squeeze" -> ArrangedShapes.squeeze(operands);
      case "Unsqueeze" -> ArrangedShapes.unsqueeze(operands);
      case "Flatten" -> ArrangedShapes.flatten(operands);
      case "Gather" -> ArrangedShapes.gather(operands);
      case "GatherElements" -> operands.shape(1);
      case "Expand" -> ArrangedShapes.expand(operands);
      case "Tile" -> ArrangedShapes.tile(operands);
      case "Resize", "Upsample" -> ArrangedShapes.resize(operands);
      case "DepthToSpace" -> ArrangedShapes.blocks(operands, true);
      case "SpaceToDepth" -> ArrangedShapes.blocks(operands, false);
      case "ConstantOfShape" -> operands.integers(0).map(Dimensions::ofValues);
      default -> Optional.empty();
    };
  }

  private static Optional<List<Long>> broadcast(Operands operands) {
    Optional<List<Long>> common = operands.shape(0);
    for (int i = 1; i < operands.inputs(); i++) {
      Optional<List<Long>> next = operands.shape(i);
      common = common.flatMap(a -> next.flatMap(b -> Dimensions.broadcast(a, b)));
    }
    return common;
  }

  private static Optional<List<Long>> reduced(Operands operands) {
    Optional<List<Long>> axes = operands.wholes(1, "axes");
    boolean areAll = axes.map(List::isEmpty).orElse(!operands.has(1));
    if (areAll && operands.whole("noop_with_empty_axes", 0) != 0) {
      return operands.shape(0);
    }
    return areAll
        ? without(operands, Optional.empty())
        : axes.flatMap(a -> without(operands, axes));
  }

  /** Without the axes, or with all of them gone; they are left with one element if asked for. */
  private static Optional<List<Long>> without(Operands operands, Optional<List<Long>> axes) {
    boolean areKept = operands.whole("keepdims", 1) != 0;
    return operands
        .shape(0)
        .map(
            shape -> {
              Set<Integer> gone = new HashSet<>();
              axes.ifPresent(l -> l.forEach(a -> gone.add(Dimensions.axis(a, shape.size()))));
              List<Long> left = new ArrayList<>();
              for (int i = 0; i < shape.size(); i++) {
                boolean isGone = axes.isEmpty() || gone.contains(i);
                if (!isGone || areKept) {
                  left.add(isGone ? Long.valueOf(1) : shape.get(i));
                }
              }
              return left;
            });
  }

  private static Optional<List<Long>> best(Operands operands) {
    long count = operands.integers(1).map(k -> k.get(0)).orElse(operands.whole("k", -1));
    return operands
        .shape(0)
        .map(
            shape -> {
              int axis = Dimensions.axis(operands.whole("axis", -1), shape.size());
              return Dimensions.with(shape, axis, Math.max(count, Dimensions.OPEN));
            });
  }
}
