package io.trtdoctor.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.LinkedHashSet;
import java.util.Set;

/** The tensors that a node reads, with those that its subgraphs read from around it. */
final class Reads {
  private Reads() {}

  static Set<String> of(NodeProto node) {
    Set<String> reads = new LinkedHashSet<>(node.getInputList());
    reads.remove("");
    for (AttributeProto attribute : node.getAttributeList()) {
      if (attribute.hasG()) {
        reads.addAll(fromAround(attribute.getG()));
      }
      attribute.getGraphsList().forEach(graph -> reads.addAll(fromAround(graph)));
    }
    return reads;
  }

  private static Set<String> fromAround(GraphProto graph) {
    Set<String> reads = new LinkedHashSet<>();
    graph.getOutputList().forEach(output -> reads.add(output.getName()));
    graph.getNodeList().forEach(node -> reads.addAll(of(node)));
    graph.getNodeList().forEach(node -> node.getOutputList().forEach(reads::remove));
    graph.getInitializerList().forEach(tensor -> reads.remove(tensor.getName()));
    graph.getSparseInitializerList().forEach(t -> reads.remove(t.getValues().getName()));
    graph.getInputList().forEach(input -> reads.remove(input.getName()));
    return reads;
  }
}
