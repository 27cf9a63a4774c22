package io.trtdoctor.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.LayerName;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Turns a parsed model into a {@link Network}. */
final class NetworkAssembler {
  private final List<Layer> layers = new ArrayList<>();
  private final TensorTable tensors = new TensorTable();
  private long weightBytes;

  private NetworkAssembler() {}

  static Network assemble(ModelProto model) {
    return new NetworkAssembler().network(model);
  }

  private Network network(ModelProto model) {
    GraphProto graph = model.getGraph();
    Set<String> initialised = initialised(graph);
    graph(graph, new Scope("", ""), Tensor.Kind.INPUT);
    for (ValueInfoProto output : graph.getOutputList()) {
      tensors.output(output);
    }
    for (FunctionProto function : model.getFunctionsList()) {
      function(function);
    }
    return new Network(
        graph.getName(),
        (model.getProducerName() + " " + model.getProducerVersion()).strip(),
        model.getIrVersion(),
        opsets(model),
        layers,
        tensors.byName(),
        names(graph.getInputList(), name -> !initialised.contains(name)),
        names(graph.getOutputList(), name -> true),
        weightBytes);
  }

  /**
   * Where nodes are: {@code path} names the nodes around them, {@code prefix} keeps apart the
   * tensors of a function, which may be named like others outside it.
   */
  private record Scope(String path, String prefix) {
    TensorName tensor(String name) {
      return TensorName.of(name.isEmpty() ? name : prefix + name);
    }

    Scope inside(LayerName layer) {
      return new Scope(path.isEmpty() ? layer.value() : path + "/" + layer.value(), prefix);
    }
  }

  private void graph(GraphProto graph, Scope scope, Tensor.Kind inputKind) {
    graph
        .getInputList()
        .forEach(input -> tensors.declare(scope.tensor(input.getName()), inputKind, input));
    graph.getInitializerList().forEach(tensor -> initialiser(tensor, scope));
    graph.getSparseInitializerList().forEach(sparse -> sparseInitialiser(sparse, scope));
    for (ValueInfoProto info : concat(graph.getValueInfoList(), graph.getOutputList())) {
      tensors.describe(scope.tensor(info.getName()), info);
    }
    graph.getNodeList().forEach(node -> node(node, scope));
  }

  private void function(FunctionProto function) {
    Scope scope = new Scope(Functions.name(function), Functions.scope(function));
    function.getInputList().forEach(input -> tensors.mention(scope.tensor(input)));
    function.getNodeList().forEach(node -> node(node, scope));
  }

  private void initialiser(TensorProto tensor, Scope scope) {
    tensors.constant(scope.tensor(tensor.getName()), tensor);
    weightBytes = saturatedSum(weightBytes, ElementTypes.bytes(tensor));
  }

  private void sparseInitialiser(SparseTensorProto sparse, Scope scope) {
    TensorProto values = sparse.getValues();
    tensors.constant(
        scope.tensor(values.getName()),
        values.toBuilder().clearDims().addAllDims(sparse.getDimsList()).build());
    weightBytes =
        saturatedSum(
            weightBytes,
            saturatedSum(ElementTypes.bytes(values), ElementTypes.bytes(sparse.getIndices())));
  }

  private void node(NodeProto node, Scope scope) {
    Layer layer =
        new Layer(
            layers.size(),
            name(node),
            node.getOpType(),
            node.getDomain(),
            node.getInputList().stream().map(scope::tensor).toList(),
            node.getOutputList().stream().map(scope::tensor).toList(),
            AttributeText.of(node),
            scope.path());
    layers.add(layer);
    layer.inputs().forEach(tensors::mention);
    layer.outputs().forEach(tensors::mention);
    StatedOutput.of(node).ifPresent(stated -> tensors.state(layer.outputs(), stated));
    for (AttributeProto attribute : node.getAttributeList()) {
      subgraphs(attribute, scope.inside(layer.name()));
    }
  }

  private void subgraphs(AttributeProto attribute, Scope scope) {
    if (attribute.hasG()) {
      graph(attribute.getG(), scope, Tensor.Kind.ACTIVATION);
    }
    attribute.getGraphsList().forEach(graph -> graph(graph, scope, Tensor.Kind.ACTIVATION));
  }

  /**
   * The node's name; of a nameless one {@code node_of_OUTPUT} as TensorRT's parser makes it ({@code
   * getNodeName} in onnx-tensorrt), or {@code OPERATOR_INDEX} if it has no output either.
   */
  private LayerName name(NodeProto node) {
    if (!node.getName().isEmpty()) {
      return LayerName.of(node.getName());
    }
    return LayerName.of(
        node.getOutputCount() > 0
            ? "node_of_" + node.getOutput(0)
            : node.getOpType() + "_" + layers.size());
  }

  private static Set<String> initialised(GraphProto graph) {
    Set<String> names =
        graph.getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
    graph.getSparseInitializerList().forEach(sparse -> names.add(sparse.getValues().getName()));
    return names;
  }

  private static Map<String, Long> opsets(ModelProto model) {
    Map<String, Long> versions = new LinkedHashMap<>();
    for (OperatorSetIdProto opset : model.getOpsetImportList()) {
      String domain = opset.getDomain().equals("ai.onnx") ? "" : opset.getDomain();
      versions.merge(domain, opset.getVersion(), Math::max);
    }
    return versions;
  }

  private static List<TensorName> names(List<ValueInfoProto> infos, Predicate<String> wanted) {
    return infos.stream().map(ValueInfoProto::getName).filter(wanted).map(TensorName::of).toList();
  }

  private static List<ValueInfoProto> concat(List<ValueInfoProto> a, List<ValueInfoProto> b) {
    List<ValueInfoProto> all = new ArrayList<>(a);
    all.addAll(b);
    return all;
  }

  private static long saturatedSum(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }
}
