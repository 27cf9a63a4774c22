import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.UnsafeByteOperations;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Makes the big models that scripts/measure-speed reads: {@code weights MIB FILE}, {@code layers N FILE}. */
public final class BigModel {
  private static final int CHUNK = 16 << 20;

  public static void main(String[] args) throws Exception {
    int count = Integer.parseInt(args[1]);
    GraphProto.Builder graph = GraphProto.newBuilder().setName("big");
    graph.addInput(tensor("t0"));
    switch (args[0]) {
      case "weights" -> weights(graph, count);
      case "layers" -> layers(graph, count);
      default -> throw new IllegalArgumentException(args[0]);
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(Path.of(args[2])))) {
      ModelProto.newBuilder()
          .setIrVersion(8)
          .setProducerName("trt-doctor measurement")
          .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
          .setGraph(graph)
          .build()
          .writeTo(out);
    }
  }

  /** A chain of MatMul layers whose weights fill the given number of MiB. */
  private static void weights(GraphProto.Builder graph, int mebibytes) {
    byte[] data = new byte[CHUNK];
    int parts = mebibytes * 16 / (CHUNK >> 16);
    for (int i = 0; i < parts; i++) {
      graph.addInitializer(
          TensorProto.newBuilder()
              .setName("w" + i)
              .setDataType(1)
              .addDims(2048)
              .addDims(2048)
              .setRawData(UnsafeByteOperations.unsafeWrap(data)));
      graph.addNode(node("MatMul", i, "t" + i, "w" + i));
    }
    graph.addOutput(tensor("t" + parts));
  }

  /** Blocks of convolution, activation and a concatenation with what went in, as detectors have them. */
  private static void layers(GraphProto.Builder graph, int layers) {
    graph.addInitializer(
        TensorProto.newBuilder().setName("w").setDataType(1).addDims(1).setRawData(
            UnsafeByteOperations.unsafeWrap(new byte[4])));
    for (int i = 0; i < layers; i++) {
      String before = "t" + i;
      switch (i % 5) {
        case 0, 3 -> graph.addNode(node("Conv", i, before, "w"));
        case 1 -> graph.addNode(node("Relu", i, before));
        case 2 -> graph.addNode(node("Concat", i, before, "t" + (i - 1)));
        default -> graph.addNode(node("MaxPool", i, before));
      }
    }
    graph.addOutput(tensor("t" + layers));
  }

  private static NodeProto node(String operator, int index, String... inputs) {
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(String.format(Locale.ROOT, "/blocks/%d/%s", index, operator))
            .addOutput("t" + (index + 1));
    for (String input : inputs) {
      node.addInput(input);
    }
    return node.build();
  }

  private static ValueInfoProto tensor(String name) {
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder().setTensorType(TypeProto.Tensor.newBuilder().setElemType(1)))
        .build();
  }
}
