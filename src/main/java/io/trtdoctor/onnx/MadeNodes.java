package io.trtdoctor.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.trtdoctor.model.MadeTensor;
import java.util.List;
import java.util.Optional;

/** ONNX nodes for what TensorRT's parser adds to a network. */
final class MadeNodes {
  /** The hard sigmoid of a hard swish, by ONNX's definition. */
  private static final float SLOPE = 1f / 6;

  private static final float OFFSET = 0.5f;

  private final ModelProto model;

  private MadeNodes(ModelProto model) {
    this.model = model;
  }

  /** A node for each tensor that the model does not compute already, in the same order. */
  static List<NodeProto> of(ModelProto model, List<MadeTensor> tensors) {
    MadeNodes nodes = new MadeNodes(model);
    return tensors.stream().flatMap(tensor -> nodes.node(tensor).stream()).toList();
  }

  private Optional<NodeProto> node(MadeTensor tensor) {
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setName(tensor.name().value())
            .addInput(tensor.source().value())
            .addOutput(tensor.name().value());
    return switch (tensor.making()) {
      case SAME -> Optional.empty();
      case COPY -> Optional.of(node.setOpType("Identity").build());
      case GATE ->
          Optional.of(
              node.setOpType("HardSigmoid")
                  .addAttribute(number("alpha", SLOPE))
                  .addAttribute(number("beta", OFFSET))
                  .build());
      case PRODUCT -> Optional.of(like(tensor, 2).build());
      case SQUARE -> Optional.of(node.setOpType("Mul").addInput(tensor.source().value()).build());
      case SUM_OF_SQUARES ->
          Optional.of(like(tensor, Integer.MAX_VALUE).setOpType("ReduceSumSquare").build());
    };
  }

  /** The node that the tensor was made for, with its first inputs alone. */
  private NodeProto.Builder like(MadeTensor tensor, int inputs) {
    String output = tensor.layer().outputs().get(0).value();
    NodeProto original =
        model.getGraph().getNodeList().stream()
            .filter(node -> node.getOutputList().contains(output))
            .findFirst()
            .orElseThrow();
    return original.toBuilder()
        .setName(tensor.name().value())
        .clearInput()
        .addAllInput(original.getInputList().stream().limit(inputs).toList())
        .clearOutput()
        .addOutput(tensor.name().value());
  }

  private static AttributeProto number(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF(value)
        .build();
  }
}
