package io.trtdoctor.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Optional;

/** What a {@code Constant} node holds, as an initialiser of the same name. */
final class ConstantNode {
  private ConstantNode() {}

  /** Empty for nodes that are no constants, and for sparse and text ones. */
  static Optional<TensorProto> tensor(NodeProto node) {
    boolean isConstant =
        StatedOutput.isStandard(node)
            && node.getOpType().equals("Constant")
            && node.getAttributeCount() == 1
            && node.getOutputCount() == 1;
    return isConstant ? tensor(node.getAttribute(0), node.getOutput(0)) : Optional.empty();
  }

  private static Optional<TensorProto> tensor(AttributeProto value, String name) {
    TensorProto.Builder tensor =
        value.getName().equals("value") ? value.getT().toBuilder() : TensorProto.newBuilder();
    tensor.setName(name);
    switch (value.getName()) {
      case "value" -> {
        return Optional.of(tensor.build());
      }
      case "value_float" -> tensor.setDataType(1).addFloatData(value.getF());
      case "value_floats" -> tensor.mergeFrom(FloatList.of(value).build());
      case "value_int" -> tensor.setDataType(7).addInt64Data(value.getI());
      case "value_ints" ->
          tensor.setDataType(7).addDims(value.getIntsCount()).addAllInt64Data(value.getIntsList());
      default -> {
        return Optional.empty();
      }
    }
    return Optional.of(tensor.build());
  }

  /**
   * The node with other values of the same type and number; one number alone and whole numbers in
   * an attribute stay.
   */
  static NodeProto with(NodeProto node, TensorProto values) {
    AttributeProto value = node.getAttribute(0);
    if (value.hasT()) {
      TensorProto own = value.getT();
      TensorProto.Builder named = values.toBuilder();
      TensorProto tensor =
          (own.hasName() ? named.setName(own.getName()) : named.clearName()).build();
      return node.toBuilder().setAttribute(0, value.toBuilder().setT(tensor)).build();
    }
    return value.getName().equals("value_floats")
        ? node.toBuilder().setAttribute(0, FloatList.with(value, values)).build()
        : node;
  }
}
