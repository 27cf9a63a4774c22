package io.trtdoctor.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorAnnotation;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Makes a copy of a model to hand out: without documentation, metadata and training, which tell of
 * the machine that exported it, and with its names put into other words.
 */
final class Published {
  private final UnaryOperator<String> words;

  Published(UnaryOperator<String> words) {
    this.words = words;
  }

  ModelProto of(ModelProto model) {
    ModelProto.Builder copy = model.toBuilder();
    copy.clearDocString().clearMetadataProps().clearTrainingInfo();
    copy.setGraph(graph(model.getGraph())).clearFunctions();
    model.getFunctionsList().forEach(function -> copy.addFunctions(function(function)));
    return copy.build();
  }

  private GraphProto graph(GraphProto graph) {
    GraphProto.Builder copy = graph.toBuilder();
    copy.clearDocString().clearMetadataProps().setName(words.apply(graph.getName()));
    copy.clearNode().addAllNode(nodes(graph.getNodeList()));
    copy.clearInitializer();
    graph.getInitializerList().forEach(tensor -> copy.addInitializer(tensor(tensor)));
    copy.clearSparseInitializer();
    graph.getSparseInitializerList().forEach(t -> copy.addSparseInitializer(sparse(t)));
    copy.clearInput().addAllInput(infos(graph.getInputList()));
    copy.clearOutput().addAllOutput(infos(graph.getOutputList()));
    copy.clearValueInfo().addAllValueInfo(infos(graph.getValueInfoList()));
    copy.clearQuantizationAnnotation();
    graph.getQuantizationAnnotationList().forEach(a -> copy.addQuantizationAnnotation(note(a)));
    return copy.build();
  }

  private List<NodeProto> nodes(List<NodeProto> nodes) {
    return nodes.stream().map(this::node).toList();
  }

  private NodeProto node(NodeProto node) {
    NodeProto.Builder copy = node.toBuilder();
    copy.clearDocString().clearMetadataProps().setName(words.apply(node.getName()));
    copy.clearInput().addAllInput(all(node.getInputList()));
    copy.clearOutput().addAllOutput(all(node.getOutputList()));
    copy.clearAttribute();
    node.getAttributeList().forEach(attribute -> copy.addAttribute(attribute(attribute)));
    return copy.build();
  }

  private AttributeProto attribute(AttributeProto attribute) {
    AttributeProto.Builder copy = attribute.toBuilder().clearDocString();
    if (attribute.hasS()) {
      copy.setS(text(attribute.getS()));
    }
    copy.clearStrings();
    attribute.getStringsList().forEach(text -> copy.addStrings(text(text)));
    if (attribute.hasT()) {
      copy.setT(tensor(attribute.getT()));
    }
    copy.clearTensors();
    attribute.getTensorsList().forEach(tensor -> copy.addTensors(tensor(tensor)));
    if (attribute.hasG()) {
      copy.setG(graph(attribute.getG()));
    }
    copy.clearGraphs();
    attribute.getGraphsList().forEach(graph -> copy.addGraphs(graph(graph)));
    return copy.build();
  }

  /** Bytes that are no text stay as they are. */
  private ByteString text(ByteString bytes) {
    return bytes.isValidUtf8() ? ByteString.copyFromUtf8(words.apply(bytes.toStringUtf8())) : bytes;
  }

  private TensorProto tensor(TensorProto tensor) {
    return tensor.toBuilder()
        .clearDocString()
        .clearMetadataProps()
        .setName(words.apply(tensor.getName()))
        .build();
  }

  private SparseTensorProto sparse(SparseTensorProto sparse) {
    return sparse.toBuilder().setValues(tensor(sparse.getValues())).build();
  }

  private List<ValueInfoProto> infos(List<ValueInfoProto> infos) {
    return infos.stream().map(this::info).toList();
  }

  private ValueInfoProto info(ValueInfoProto info) {
    ValueInfoProto.Builder copy = info.toBuilder();
    copy.clearDocString().clearMetadataProps().setName(words.apply(info.getName()));
    if (info.getType().hasTensorType() && info.getType().getTensorType().hasShape()) {
      TensorShapeProto.Builder shape =
          copy.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder();
      shape.getDimBuilderList().stream()
          .filter(dimension -> dimension.hasDimParam())
          .forEach(dimension -> dimension.setDimParam(words.apply(dimension.getDimParam())));
    }
    return copy.build();
  }

  private TensorAnnotation note(TensorAnnotation note) {
    TensorAnnotation.Builder copy =
        note.toBuilder().setTensorName(words.apply(note.getTensorName()));
    copy.clearQuantParameterTensorNames();
    for (StringStringEntryProto entry : note.getQuantParameterTensorNamesList()) {
      copy.addQuantParameterTensorNames(
          entry.toBuilder().setValue(words.apply(entry.getValue())).build());
    }
    return copy.build();
  }

  private FunctionProto function(FunctionProto function) {
    FunctionProto.Builder copy = function.toBuilder().clearDocString().clearMetadataProps();
    copy.clearInput().addAllInput(all(function.getInputList()));
    copy.clearOutput().addAllOutput(all(function.getOutputList()));
    copy.clearNode().addAllNode(nodes(function.getNodeList()));
    copy.clearValueInfo().addAllValueInfo(infos(function.getValueInfoList()));
    return copy.build();
  }

  private List<String> all(List<String> names) {
    return names.stream().map(words).toList();
  }
}
