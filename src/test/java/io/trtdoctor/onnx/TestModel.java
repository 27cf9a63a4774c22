package io.trtdoctor.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.trtdoctor.model.Network;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Builds small ONNX models for tests, and opens those of the test resources. */
public final class TestModel {
  public static final int FLOAT = 1;
  public static final int INT64 = 7;
  public static final int BOOL = 9;

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");

  /** A network of the test resources: {@code efficientvit_b0.onnx.gz} and so on. */
  public static Network resource(String name) {
    try (InputStream in = TestModel.class.getResourceAsStream("/models/" + name)) {
      Path file = Files.createTempFile("test-", name);
      try {
        Files.write(file, in.readAllBytes());
        return OnnxReader.read(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public TestModel input(String name, int type, long... dimensions) {
    graph.addInput(value(name, type, dimensions));
    return this;
  }

  public TestModel output(String name) {
    graph.addOutput(value(name, FLOAT));
    return this;
  }

  public TestModel describe(String name, int type, long... dimensions) {
    graph.addValueInfo(value(name, type, dimensions));
    return this;
  }

  public TestModel weights(String name, int type, long... dimensions) {
    graph.addInitializer(tensor(name, type, dimensions));
    return this;
  }

  public TestModel initialiser(TensorProto tensor) {
    graph.addInitializer(tensor);
    return this;
  }

  /** A node with the operator's name as its name's first part; inputs and outputs by commas. */
  public TestModel node(
      String operator, String name, String inputs, String outputs, AttributeProto... attributes) {
    graph.addNode(nodeProto(operator, name, inputs, outputs, attributes));
    return this;
  }

  public static NodeProto nodeProto(
      String operator, String name, String inputs, String outputs, AttributeProto... attributes) {
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(operator).setName(name);
    if (!inputs.isEmpty()) {
      node.addAllInput(List.of(inputs.split(",")));
    }
    if (!outputs.isEmpty()) {
      node.addAllOutput(List.of(outputs.split(",")));
    }
    return node.addAllAttribute(List.of(attributes)).build();
  }

  public static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  public static AttributeProto attribute(String name, GraphProto value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.GRAPH)
        .setG(value)
        .build();
  }

  public static AttributeProto attribute(String name, TensorProto value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.TENSOR)
        .setT(value)
        .build();
  }

  /** A tensor of zeros. */
  public static TensorProto tensor(String name, int type, long... dimensions) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type);
    long elements = 1;
    for (long dimension : dimensions) {
      tensor.addDims(dimension);
      elements *= dimension;
    }
    int size = type == INT64 ? Long.BYTES : type == BOOL ? 1 : Float.BYTES;
    return tensor.setRawData(ByteString.copyFrom(new byte[(int) elements * size])).build();
  }

  public static TensorProto integers(String name, long... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(INT64).addDims(values.length);
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    return tensor.build();
  }

  public GraphProto graph() {
    return graph.build();
  }

  public ModelProto.Builder model() {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
        .setProducerName("test")
        .setGraph(graph);
  }

  public Network network() {
    return network(model().build());
  }

  public static Network network(ModelProto model) {
    try {
      Path file = Files.createTempFile("test-", ".onnx");
      try {
        Files.write(file, model.toByteArray());
        return OnnxReader.read(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ValueInfoProto value(String name, int type, long... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long dimension : dimensions) {
      TensorShapeProto.Dimension.Builder d = shape.addDimBuilder();
      if (dimension >= 0) {
        d.setDimValue(dimension);
      } else {
        d.setDimParam("n");
      }
    }
    TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(type);
    if (dimensions.length > 0) {
      tensor.setShape(shape);
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
