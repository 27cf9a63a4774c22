package io.trtdoctor.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Cuts parts out of a model. */
final class Cutter {
  private final ModelProto model;
  private final GraphProto graph;
  private final List<Integer> layerOfNode;

  Cutter(ModelProto model, Network network) {
    this.model = model;
    this.graph = model.getGraph();
    this.layerOfNode =
        network.layers().stream().filter(l -> l.scope().isEmpty()).map(Layer::index).toList();
  }

  ModelProto cut(Cut cut) {
    List<NodeProto> nodes = nodes(cut);
    Set<String> read = new HashSet<>();
    nodes.forEach(node -> read.addAll(Reads.of(node)));
    GraphProto.Builder part =
        graph.toBuilder().clearNode().addAllNode(nodes).clearInput().clearOutput().clearValueInfo();
    keepInitialisers(part, read);
    check(cut, part, read);
    keepInitialiserInputs(part);
    cut.inputs().forEach(tensor -> part.addInput(info(tensor, inputs())));
    cut.outputs().forEach(tensor -> part.addOutput(info(tensor, outputs())));
    return model.toBuilder().setGraph(part).build();
  }

  private List<NodeProto> nodes(Cut cut) {
    List<NodeProto> nodes = new ArrayList<>();
    for (int i = 0; i < graph.getNodeCount(); i++) {
      if (cut.layers().contains(layerOfNode.get(i))) {
        nodes.add(rewired(graph.getNode(i), cut.readInstead()));
      }
    }
    return nodes;
  }

  private static NodeProto rewired(NodeProto node, Map<TensorName, TensorName> readInstead) {
    if (node.getInputList().stream().noneMatch(i -> readInstead.containsKey(TensorName.of(i)))) {
      return node;
    }
    List<String> inputs =
        node.getInputList().stream()
            .map(TensorName::of)
            .map(input -> readInstead.getOrDefault(input, input).value())
            .toList();
    return node.toBuilder().clearInput().addAllInput(inputs).build();
  }

  private void keepInitialisers(GraphProto.Builder part, Set<String> read) {
    List<TensorProto> dense =
        graph.getInitializerList().stream().filter(t -> read.contains(t.getName())).toList();
    List<SparseTensorProto> sparse =
        graph.getSparseInitializerList().stream()
            .filter(t -> read.contains(t.getValues().getName()))
            .toList();
    part.clearInitializer().addAllInitializer(dense);
    part.clearSparseInitializer().addAllSparseInitializer(sparse);
  }

  /** Before IR version 4 each initialiser is an input as well. */
  private void keepInitialiserInputs(GraphProto.Builder part) {
    Set<String> kept = initialisers(part);
    graph.getInputList().stream().filter(i -> kept.contains(i.getName())).forEach(part::addInput);
  }

  private static Set<String> initialisers(GraphProto.Builder part) {
    Set<String> names = new HashSet<>();
    part.getInitializerList().forEach(tensor -> names.add(tensor.getName()));
    part.getSparseInitializerList().forEach(tensor -> names.add(tensor.getValues().getName()));
    return names;
  }

  private static void check(Cut cut, GraphProto.Builder part, Set<String> read) {
    Set<String> produced = initialisers(part);
    cut.inputs().forEach(input -> produced.add(input.name().value()));
    part.getNodeList().forEach(node -> produced.addAll(node.getOutputList()));
    for (String tensor : read) {
      require(produced.contains(tensor), "nothing produces " + tensor);
    }
    for (Tensor output : cut.outputs()) {
      require(produced.contains(output.name().value()), "nothing produces " + output.name());
      require(output.type() != DataType.UNKNOWN, "no type is known of " + output.name());
    }
    for (Tensor input : cut.inputs()) {
      require(input.type() != DataType.UNKNOWN, "no type is known of " + input.name());
      require(input.shape().isPresent(), "no rank is known of " + input.name());
    }
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  private Map<String, ValueInfoProto> inputs() {
    Map<String, ValueInfoProto> infos = new HashMap<>();
    graph.getInputList().forEach(info -> infos.put(info.getName(), info));
    return infos;
  }

  private Map<String, ValueInfoProto> outputs() {
    Map<String, ValueInfoProto> infos = new HashMap<>();
    graph.getOutputList().forEach(info -> infos.put(info.getName(), info));
    return infos;
  }

  /** The model's own words where it says the same, for they may name open dimensions. */
  private static ValueInfoProto info(Tensor tensor, Map<String, ValueInfoProto> own) {
    ValueInfoProto stated = own.get(tensor.name().value());
    if (stated != null && TensorTable.tensor(tensor.name(), tensor.kind(), stated).equals(tensor)) {
      return stated;
    }
    TypeProto.Tensor.Builder type =
        TypeProto.Tensor.newBuilder().setElemType(ElementTypes.number(tensor.type()));
    tensor.shape().ifPresent(shape -> type.setShape(dimensions(shape)));
    return ValueInfoProto.newBuilder()
        .setName(tensor.name().value())
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }

  private static TensorShapeProto dimensions(List<Long> shape) {
    TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
    for (long size : shape) {
      TensorShapeProto.Dimension.Builder dimension = dimensions.addDimBuilder();
      if (size >= 0) {
        dimension.setDimValue(size);
      }
    }
    return dimensions.build();
  }
}
