package io.trtdoctor.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * All tensors with values in a model, wherever they are: in attributes, subgraphs and functions as
 * well.
 *
 * <p>Each is handed on with the name that the network calls it by: a constant bears that of its
 * output, one in a function that of the function before its own, and one in an attribute that has
 * none is called by its node and attribute.
 */
final class EveryTensor {
  /** Shorter lists in attributes are settings. */
  private static final int LONG = 64;

  private final UnaryOperator<TensorProto> change;

  private EveryTensor(UnaryOperator<TensorProto> change) {
    this.change = change;
  }

  /** The tensors in the order of the file. */
  static List<TensorProto> in(ModelProto model) {
    List<TensorProto> found = new ArrayList<>();
    changed(
        model,
        tensor -> {
          found.add(tensor);
          return tensor;
        });
    return found;
  }

  /** The model with other tensors in place of its own, each under the name that it has. */
  static ModelProto changed(ModelProto model, UnaryOperator<TensorProto> change) {
    EveryTensor tensors = new EveryTensor(change);
    ModelProto.Builder copy = model.toBuilder().setGraph(tensors.graph(model.getGraph(), ""));
    copy.clearFunctions();
    model.getFunctionsList().forEach(function -> copy.addFunctions(tensors.function(function)));
    return copy.build();
  }

  private FunctionProto function(FunctionProto function) {
    String scope = Functions.scope(function);
    return function.toBuilder()
        .clearNode()
        .addAllNode(nodes(function.getNodeList(), scope))
        .clearAttributeProto()
        .addAllAttributeProto(
            attributes(function.getAttributeProtoList(), scope, Functions.name(function)))
        .build();
  }

  private GraphProto graph(GraphProto graph, String scope) {
    return graph.toBuilder()
        .clearInitializer()
        .addAllInitializer(
            graph.getInitializerList().stream().map(tensor -> own(tensor, scope)).toList())
        .clearSparseInitializer()
        .addAllSparseInitializer(
            graph.getSparseInitializerList().stream().map(s -> sparse(s, scope, "")).toList())
        .clearNode()
        .addAllNode(nodes(graph.getNodeList(), scope))
        .build();
  }

  private List<NodeProto> nodes(List<NodeProto> nodes, String scope) {
    return nodes.stream().map(node -> node(node, scope)).toList();
  }

  private NodeProto node(NodeProto node, String scope) {
    return ConstantNode.tensor(node)
        .map(tensor -> ConstantNode.with(node, own(tensor, scope)))
        .orElseGet(() -> withAttributes(node, scope));
  }

  private NodeProto withAttributes(NodeProto node, String scope) {
    String name = node.getName().isEmpty() ? node.getOpType() : node.getName();
    return node.toBuilder()
        .clearAttribute()
        .addAllAttribute(attributes(node.getAttributeList(), scope, name))
        .build();
  }

  private List<AttributeProto> attributes(
      List<AttributeProto> attributes, String scope, String node) {
    return attributes.stream().map(a -> attribute(a, scope, node + "." + a.getName())).toList();
  }

  private AttributeProto attribute(AttributeProto attribute, String scope, String name) {
    AttributeProto.Builder copy = withLists(attribute, scope + name).toBuilder();
    if (attribute.hasT()) {
      copy.setT(changed(attribute.getT(), scope, name));
    }
    if (attribute.hasSparseTensor()) {
      copy.setSparseTensor(sparse(attribute.getSparseTensor(), scope, name));
    }
    if (attribute.hasG()) {
      copy.setG(graph(attribute.getG(), scope));
    }
    copy.clearTensors().clearSparseTensors().clearGraphs();
    attribute.getTensorsList().forEach(t -> copy.addTensors(changed(t, scope, name)));
    attribute.getSparseTensorsList().forEach(s -> copy.addSparseTensors(sparse(s, scope, name)));
    attribute.getGraphsList().forEach(graph -> copy.addGraphs(graph(graph, scope)));
    return copy.build();
  }

  /** Weights of plugins: long lists of numbers, and bytes that only the plugin understands. */
  private AttributeProto withLists(AttributeProto attribute, String name) {
    if (attribute.getS().size() >= LONG && !attribute.getS().isValidUtf8()) {
      TensorProto made = change.apply(bytes(attribute.getS()).setName(name).build());
      return attribute.toBuilder().setS(made.getRawData()).build();
    }
    return attribute.getFloatsCount() < LONG
        ? attribute
        : FloatList.with(attribute, change.apply(FloatList.of(attribute).setName(name).build()));
  }

  private static TensorProto.Builder bytes(ByteString bytes) {
    return TensorProto.newBuilder()
        .setDataType(TensorProto.DataType.UNDEFINED_VALUE)
        .addDims(bytes.size())
        .setRawData(bytes);
  }

  private SparseTensorProto sparse(SparseTensorProto sparse, String scope, String name) {
    SparseTensorProto.Builder copy = sparse.toBuilder();
    copy.setValues(changed(sparse.getValues(), scope, name));
    if (sparse.hasIndices()) {
      String values = sparse.getValues().getName();
      copy.setIndices(
          changed(sparse.getIndices(), scope, (values.isEmpty() ? name : values) + ".indices"));
    }
    return copy.build();
  }

  private TensorProto own(TensorProto tensor, String scope) {
    return changed(tensor, scope, "");
  }

  /**
   * @param nameless what a tensor without a name is called
   */
  private TensorProto changed(TensorProto tensor, String scope, String nameless) {
    String name = scope + (tensor.getName().isEmpty() ? nameless : tensor.getName());
    TensorProto made = change.apply(tensor.toBuilder().setName(name).build());
    TensorProto.Builder named = made.toBuilder();
    return (tensor.hasName() ? named.setName(tensor.getName()) : named.clearName()).build();
  }
}
