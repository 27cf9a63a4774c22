package io.trtdoctor.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.trtdoctor.model.DataType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns tensors that are known before a network runs into initialisers. */
final class Settling {
  private final Map<String, TensorProto> initialisers = new LinkedHashMap<>();
  private final List<NodeProto> nodes = new ArrayList<>();

  private Settling() {}

  static ModelProto settle(ModelProto model, List<IntegerConstant> known) {
    Settling settling = new Settling();
    GraphProto graph = model.getGraph();
    graph
        .getInitializerList()
        .forEach(tensor -> settling.initialisers.put(tensor.getName(), tensor));
    known.forEach(
        constant -> settling.initialisers.put(constant.tensor().name().value(), proto(constant)));
    graph.getNodeList().forEach(settling::node);
    ModelProto.Builder settled = model.toBuilder();
    settled
        .getGraphBuilder()
        .clearNode()
        .addAllNode(settling.nodes)
        .clearInitializer()
        .addAllInitializer(settling.needed(graph));
    return settled.build();
  }

  private void node(NodeProto node) {
    ConstantNode.tensor(node)
        .or(() -> copied(node))
        .ifPresent(tensor -> initialisers.put(tensor.getName(), tensor));
    boolean isKnown =
        node.getOutputCount() > 0
            && node.getOutputList().stream()
                .allMatch(output -> output.isEmpty() || initialisers.containsKey(output));
    if (!isKnown) {
      nodes.add(node);
    }
  }

  private Optional<TensorProto> copied(NodeProto node) {
    boolean isCopy = StatedOutput.isStandard(node) && node.getOpType().equals("Identity");
    return isCopy
        ? Optional.ofNullable(initialisers.get(node.getInput(0)))
            .map(tensor -> tensor.toBuilder().setName(node.getOutput(0)).build())
        : Optional.empty();
  }

  private List<TensorProto> needed(GraphProto graph) {
    Set<String> read = new HashSet<>();
    nodes.forEach(node -> read.addAll(Reads.of(node)));
    graph.getOutputList().forEach(output -> read.add(output.getName()));
    return initialisers.values().stream().filter(t -> read.contains(t.getName())).toList();
  }

  private static TensorProto proto(IntegerConstant constant) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(constant.tensor().name().value())
            .setDataType(ElementTypes.number(constant.tensor().type()))
            .addAllDims(constant.tensor().shape().orElseThrow());
    if (constant.tensor().type() == DataType.INT64) {
      tensor.addAllInt64Data(constant.values());
    } else {
      constant.values().forEach(value -> tensor.addInt32Data(Math.toIntExact(value)));
    }
    return tensor.build();
  }
}
