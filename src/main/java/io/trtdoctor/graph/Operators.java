package io.trtdoctor.graph;

import io.trtdoctor.model.Layer;
import java.util.Map;
import java.util.Set;

/** What ONNX's standard operators do to indices, shapes and scales. */
final class Operators {
  private static final int FIRST_OPTIONAL_SHAPE_INPUT = 1;

  /** Which inputs of an operator are shapes, axes, counts or indices, by position from 0. */
  private static final Map<String, Set<Integer>> INDEX_INPUTS =
      Map.ofEntries(
          Map.entry("Reshape", Set.of(1)),
          Map.entry("Expand", Set.of(1)),
          Map.entry("Tile", Set.of(1)),
          Map.entry("Slice", Set.of(1, 2, 3, 4)),
          Map.entry("Pad", Set.of(1, 3)),
          Map.entry("ConstantOfShape", Set.of(0)),
          Map.entry("Range", Set.of(0, 1, 2)),
          Map.entry("Resize", Set.of(2, 3)),
          Map.entry("Upsample", Set.of(1)),
          Map.entry("Gather", Set.of(1)),
          Map.entry("GatherElements", Set.of(1)),
          Map.entry("GatherND", Set.of(1)),
          Map.entry("ScatterElements", Set.of(1)),
          Map.entry("ScatterND", Set.of(1)),
          Map.entry("Squeeze", Set.of(1)),
          Map.entry("Unsqueeze", Set.of(1)),
          Map.entry("Split", Set.of(1)),
          Map.entry("TopK", Set.of(1)),
          Map.entry("OneHot", Set.of(0, 1)),
          Map.entry("CumSum", Set.of(1)),
          Map.entry("Trilu", Set.of(1)),
          Map.entry("Compress", Set.of(1)),
          Map.entry("CenterCropPad", Set.of(1)),
          Map.entry("AffineGrid", Set.of(1)),
          Map.entry("NonMaxSuppression", Set.of(2)),
          Map.entry("ReverseSequence", Set.of(1)),
          Map.entry("MaxUnpool", Set.of(1, 2)),
          Map.entry("Loop", Set.of(0)),
          Map.entry("If", Set.of(0)));

  /** Operators whose integer result says something about a float input without being part of it. */
  private static final Set<String> INDEX_SOURCES =
      Set.of("Shape", "Size", "ArgMax", "ArgMin", "NonZero", "TopK", "NonMaxSuppression", "Unique");

  /** Operators that hand every value on as it is, so that one calibrated scale fits both sides. */
  private static final Set<String> REARRANGING =
      Set.of(
          "Reshape",
          "Transpose",
          "Flatten",
          "Squeeze",
          "Unsqueeze",
          "Identity",
          "Cast",
          "CastLike",
          "Dropout",
          "DepthToSpace",
          "SpaceToDepth",
          "Expand",
          "Tile");

  private static final Set<String> COPIES_FROM_INPUT =
      Set.of("MaxPool", "AveragePool", "Slice", "Split", "Resize", "Upsample");

  private static final Set<String> RANDOM =
      Set.of(
          "RandomNormal",
          "RandomNormalLike",
          "RandomUniform",
          "RandomUniformLike",
          "Bernoulli",
          "Multinomial");

  private Operators() {}

  static boolean isStandard(Layer layer) {
    return layer.domain().isEmpty() || layer.domain().equals("ai.onnx");
  }

  static boolean isIndexInput(Layer layer, int input) {
    String operator = layer.operator();
    return isStandard(layer)
        && (INDEX_INPUTS.getOrDefault(operator, Set.of()).contains(input)
            || (operator.startsWith("Reduce") && input == FIRST_OPTIONAL_SHAPE_INPUT));
  }

  static boolean isIndexSource(Layer layer) {
    return isStandard(layer) && INDEX_SOURCES.contains(layer.operator());
  }

  static boolean asksForShape(Layer layer) {
    return isStandard(layer) && (is(layer, "Shape") || is(layer, "Size"));
  }

  static boolean isRandom(Layer layer) {
    return isStandard(layer) && RANDOM.contains(layer.operator());
  }

  static boolean isConcat(Layer layer) {
    return is(layer, "Concat");
  }

  /** Whether TensorRT gives the output the scale of the first input. */
  static boolean copiesFromInput(Layer layer) {
    return isStandard(layer) && COPIES_FROM_INPUT.contains(layer.operator());
  }

  /** Whether input and output hold the same values. */
  static boolean rearranges(Layer layer) {
    return isStandard(layer) && REARRANGING.contains(layer.operator());
  }

  static boolean is(Layer layer, String operator) {
    return isStandard(layer) && layer.operator().equals(operator);
  }
}
