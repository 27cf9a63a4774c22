package io.trtdoctor.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.List;

/** All tensors with values in a model, wherever they are: in subgraphs and functions as well. */
final class EveryTensor {
  private final List<TensorProto> found = new ArrayList<>();

  private EveryTensor() {}

  /** The tensors in the order of the file; a constant bears the name of its output. */
  static List<TensorProto> in(ModelProto model) {
    EveryTensor tensors = new EveryTensor();
    tensors.graph(model.getGraph());
    for (FunctionProto function : model.getFunctionsList()) {
      tensors.nodes(function.getNodeList());
      function.getAttributeProtoList().forEach(tensors::attribute);
    }
    return List.copyOf(tensors.found);
  }

  private void graph(GraphProto graph) {
    found.addAll(graph.getInitializerList());
    graph.getSparseInitializerList().forEach(this::sparse);
    nodes(graph.getNodeList());
  }

  private void nodes(List<NodeProto> nodes) {
    for (NodeProto node : nodes) {
      ConstantNode.tensor(node)
          .ifPresentOrElse(found::add, () -> node.getAttributeList().forEach(this::attribute));
    }
  }

  private void attribute(AttributeProto attribute) {
    if (attribute.hasT()) {
      found.add(attribute.getT());
    }
    if (attribute.hasSparseTensor()) {
      sparse(attribute.getSparseTensor());
    }
    if (attribute.hasG()) {
      graph(attribute.getG());
    }
    found.addAll(attribute.getTensorsList());
    attribute.getSparseTensorsList().forEach(this::sparse);
    attribute.getGraphsList().forEach(this::graph);
  }

  private void sparse(SparseTensorProto sparse) {
    found.add(sparse.getValues());
  }
}
