package io.trtdoctor.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.trtdoctor.model.DataType;
import java.util.List;
import java.util.Optional;

/**
 * What a node's own attributes say of its first output: the value of a constant, the type that a
 * cast is to.
 */
record StatedOutput(DataType type, Optional<List<Long>> shape, boolean isConstant) {

  static Optional<StatedOutput> of(NodeProto node) {
    if (!isStandard(node)) {
      return Optional.empty();
    }
    return switch (node.getOpType()) {
      case "Constant" -> node.getAttributeList().stream().findFirst().flatMap(StatedOutput::value);
      case "Cast" -> typed(node, "to");
      case "ConstantOfShape" ->
          Optional.of(filling(attribute(node, "value").map(a -> a.getT().getDataType()).orElse(1)));
      case "EyeLike",
          "RandomNormal",
          "RandomNormalLike",
          "RandomUniform",
          "RandomUniformLike",
          "Multinomial",
          "Bernoulli" ->
          typed(node, "dtype");
      case "QuantizeLinear", "HannWindow", "HammingWindow", "BlackmanWindow" ->
          typed(node, "output_dtype").or(() -> typed(node, "output_datatype"));
      default -> Optional.empty();
    };
  }

  static boolean isStandard(NodeProto node) {
    return node.getDomain().isEmpty() || node.getDomain().equals("ai.onnx");
  }

  private static Optional<StatedOutput> value(AttributeProto value) {
    return switch (value.getName()) {
      case "value" ->
          Optional.of(
              constant(
                  ElementTypes.of(value.getT().getDataType()),
                  List.copyOf(value.getT().getDimsList())));
      case "sparse_value" ->
          Optional.of(
              constant(
                  ElementTypes.of(value.getSparseTensor().getValues().getDataType()),
                  List.copyOf(value.getSparseTensor().getDimsList())));
      case "value_float" -> Optional.of(constant(DataType.FP32, List.of()));
      case "value_floats" -> Optional.of(list(DataType.FP32));
      case "value_int" -> Optional.of(constant(DataType.INT64, List.of()));
      case "value_ints" -> Optional.of(list(DataType.INT64));
      case "value_string" -> Optional.of(constant(DataType.STRING, List.of()));
      case "value_strings" -> Optional.of(list(DataType.STRING));
      default -> Optional.empty();
    };
  }

  private static StatedOutput constant(DataType type, List<Long> shape) {
    return new StatedOutput(type, Optional.of(shape), true);
  }

  /** A constant from a list attribute, whose length is not told since long ones are left out. */
  private static StatedOutput list(DataType type) {
    return new StatedOutput(type, Optional.of(List.of(-1L)), true);
  }

  private static StatedOutput filling(int type) {
    return new StatedOutput(ElementTypes.of(type), Optional.empty(), false);
  }

  private static Optional<StatedOutput> typed(NodeProto node, String attribute) {
    return attribute(node, attribute).map(a -> filling((int) a.getI()));
  }

  private static Optional<AttributeProto> attribute(NodeProto node, String name) {
    return node.getAttributeList().stream().filter(a -> a.getName().equals(name)).findFirst();
  }
}
