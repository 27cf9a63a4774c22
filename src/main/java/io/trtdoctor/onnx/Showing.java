package io.trtdoctor.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes tensors inside a network its outputs. */
final class Showing {
  private Showing() {}

  /** The model with these outputs and no more nodes than they need. */
  static ModelProto show(ModelProto model, Collection<String> tensors) {
    GraphProto graph = model.getGraph();
    List<NodeProto> nodes = needed(graph.getNodeList(), tensors);
    Map<String, ValueInfoProto> stated = new HashMap<>();
    graph.getOutputList().forEach(output -> stated.put(output.getName(), output));
    ModelProto.Builder shown = model.toBuilder();
    GraphProto.Builder part = shown.getGraphBuilder().clearNode().addAllNode(nodes).clearOutput();
    tensors.forEach(tensor -> part.addOutput(stated.getOrDefault(tensor, untyped(tensor))));
    return shown.build();
  }

  /** The nodes are in topological order, as ONNX demands. */
  private static List<NodeProto> needed(List<NodeProto> nodes, Collection<String> tensors) {
    Set<String> read = new HashSet<>(tensors);
    List<NodeProto> needed = new ArrayList<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      NodeProto node = nodes.get(i);
      if (node.getOutputList().stream().anyMatch(read::contains)) {
        needed.add(node);
        read.addAll(Reads.of(node));
      }
    }
    Collections.reverse(needed);
    return needed;
  }

  private static ValueInfoProto untyped(String tensor) {
    return ValueInfoProto.newBuilder().setName(tensor).build();
  }
}
