package io.trtdoctor.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.model.DataType;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Puts a small network together, node by node in topological order, and writes it as ONNX (IR
 * version 8, opset 17 unless another is chosen). The same calls give the same bytes.
 */
public final class OnnxWriter {
  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;

  private final GraphProto.Builder graph;
  private final Set<String> tensors = new HashSet<>();
  private final Set<String> nodes = new HashSet<>();
  private int opset = OPSET;

  private OnnxWriter(String name) {
    graph = GraphProto.newBuilder().setName(name);
  }

  /** An empty network. */
  public static OnnxWriter named(String name) {
    return new OnnxWriter(name);
  }

  /** Takes the operators from another version of ONNX's operator set. */
  public OnnxWriter opset(int version) {
    opset = version;
    return this;
  }

  /**
   * Adds an input.
   *
   * @param shape in elements; a negative dimension is left open and called {@code dN} for -N
   */
  public OnnxWriter input(String name, DataType type, long... shape) {
    define(name);
    graph.addInput(value(name, type, shape));
    return this;
  }

  /** Makes a tensor an output; its shape is as for inputs. */
  public OnnxWriter output(String name, DataType type, long... shape) {
    require(name);
    graph.addOutput(value(name, type, shape));
    return this;
  }

  /**
   * Adds FP32 weights from a normal distribution around 0, which depend on their name and shape
   * alone.
   */
  public OnnxWriter normalWeights(String name, double deviation, long... shape) {
    Random random = new Random(name.hashCode());
    float[] values = new float[elements(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return floats(name, values, shape);
  }

  /** Adds an FP32 constant; without dimensions it is a scalar. */
  public OnnxWriter floats(String name, float[] values, long... shape) {
    ByteBuffer data =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      data.putFloat(value);
    }
    return constant(name, DataType.FP32, values.length, data.flip(), shape);
  }

  /** Adds an INT64 constant; without dimensions it is a scalar. */
  public OnnxWriter integers(String name, long[] values, long... shape) {
    ByteBuffer data =
        ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      data.putLong(value);
    }
    return constant(name, DataType.INT64, values.length, data.flip(), shape);
  }

  /** Adds an INT8 constant; without dimensions it is a scalar. */
  public OnnxWriter bytes(String name, byte[] values, long... shape) {
    return constant(name, DataType.INT8, values.length, ByteBuffer.wrap(values), shape);
  }

  private OnnxWriter constant(
      String name, DataType type, int count, ByteBuffer data, long... shape) {
    if (count != elements(shape)) {
      throw new IllegalArgumentException(name + ": " + count + " values do not fill the shape");
    }
    define(name);
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(ElementTypes.number(type));
    for (long size : shape) {
      tensor.addDims(size);
    }
    graph.addInitializer(tensor.setRawData(ByteString.copyFrom(data)));
    return this;
  }

  /**
   * Adds a node.
   *
   * @param inputs tensors that are there already; an empty name leaves an optional one out
   * @param outputs tensors that are new
   */
  public OnnxWriter node(
      String operator,
      String name,
      List<String> inputs,
      List<String> outputs,
      OnnxAttribute... attributes) {
    if (!nodes.add(name)) {
      throw new IllegalArgumentException("two nodes are called " + name);
    }
    inputs.stream().filter(input -> !input.isEmpty()).forEach(this::require);
    outputs.forEach(this::define);
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(name)
            .addAllInput(inputs)
            .addAllOutput(outputs);
    for (OnnxAttribute attribute : attributes) {
      node.addAttribute(proto(attribute));
    }
    graph.addNode(node);
    return this;
  }

  /** The model as it stands in a file. */
  public byte[] bytes() {
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("trt-doctor")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  /**
   * Writes the model.
   *
   * @throws MachineLacksException if the file cannot be written
   */
  public void write(Path file) {
    try {
      Files.write(file, bytes());
    } catch (IOException e) {
      throw new MachineLacksException(
          Message.of("onnx.cannot-write", file, String.valueOf(e.getMessage())), e);
    }
  }

  private void define(String tensor) {
    if (!tensors.add(tensor)) {
      throw new IllegalArgumentException("two tensors are called " + tensor);
    }
  }

  private void require(String tensor) {
    if (!tensors.contains(tensor)) {
      throw new IllegalArgumentException("no tensor is called " + tensor + " yet");
    }
  }

  private static int elements(long... shape) {
    long elements = 1;
    for (long size : shape) {
      elements = Math.multiplyExact(elements, size);
    }
    return Math.toIntExact(elements);
  }

  private static ValueInfoProto value(String name, DataType type, long... shape) {
    TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
    for (long size : shape) {
      TensorShapeProto.Dimension.Builder dimension = dimensions.addDimBuilder();
      if (size < 0) {
        dimension.setDimParam("d" + -size);
      } else {
        dimension.setDimValue(size);
      }
    }
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(ElementTypes.number(type)).setShape(dimensions);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  private static AttributeProto proto(OnnxAttribute attribute) {
    AttributeProto.Builder proto = AttributeProto.newBuilder().setName(attribute.name());
    if (attribute instanceof OnnxAttribute.Whole whole) {
      return proto.setType(AttributeType.INT).setI(whole.value()).build();
    } else if (attribute instanceof OnnxAttribute.Wholes wholes) {
      return proto.setType(AttributeType.INTS).addAllInts(wholes.values()).build();
    } else if (attribute instanceof OnnxAttribute.Real real) {
      return proto.setType(AttributeType.FLOAT).setF(real.value()).build();
    }
    String text = ((OnnxAttribute.Text) attribute).value();
    return proto.setType(AttributeType.STRING).setS(ByteString.copyFromUtf8(text)).build();
  }
}
