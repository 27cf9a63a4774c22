import io.trtdoctor.onnx.OnnxAttribute;
import io.trtdoctor.onnx.OnnxWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;

/**
 * Writes probes of what TensorRT makes of a fused block without a scale at its output: {@code
 * FusedBlocks FOLDER}.
 *
 * <p>For each kind of block two folders that {@code record-cases --cases} reads, each with the same
 * network of three such blocks: in {@code KIND-input-only} the cache has the scale of the network's
 * input alone, in {@code KIND-whole} that of every tensor. A scale is the largest absolute value by
 * 127, taking it that the input lies between -4 and 4 and what convolutions give out between -7 and 7.
 */
public final class FusedBlocks {
  private static final long CHANNELS = 32;
  private static final long SIZE = 16;
  private static final int BLOCKS = 3;
  private static final double INPUT_RANGE = 4;
  private static final double RANGE = 7;
  private static final Map<String, String> HEADERS =
      Map.of("8.6", "TRT-8601-EntropyCalibration2", "10.6", "TRT-100600-EntropyCalibration2");

  private final Sketch net;
  private final Map<String, Double> ranges = new LinkedHashMap<>();

  private FusedBlocks(String name) {
    net = new Sketch(name);
  }

  /** What comes first in a block. */
  private enum Convolution {
    ORDINARY,
    GROUPED,
    DEPTHWISE,
    TRANSPOSED
  }

  /** Adds the activation of a block, given the path of its nodes and its input's name. */
  private interface Activation extends BiFunction<String, String, String> {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    for (String kind : List.of("relu", "relu6", "leaky-relu", "prelu", "elu", "sigmoid", "tanh",
        "silu", "hard-swish", "hard-swish-parts", "gelu", "gelu-parts", "mish")) {
      write(folder, kind, kind, Convolution.ORDINARY);
    }
    for (String kind : List.of("relu", "silu")) {
      write(folder, "grouped-" + kind, kind, Convolution.GROUPED);
      write(folder, "depthwise-" + kind, kind, Convolution.DEPTHWISE);
      write(folder, "transposed-" + kind, kind, Convolution.TRANSPOSED);
    }
  }

  /** Three blocks of a depthwise convolution and SiLU. */
  static OnnxWriter depthwiseSilu() {
    return new FusedBlocks("depthwise-silu").network("silu", Convolution.DEPTHWISE);
  }

  private static void write(Path folder, String name, String kind, Convolution convolution)
      throws IOException {
    FusedBlocks blocks = new FusedBlocks(name);
    OnnxWriter model = blocks.network(kind, convolution);
    String first = blocks.ranges.keySet().iterator().next();
    Map<String, Double> one = Map.of(first, blocks.ranges.get(first));
    writeCase(folder.resolve(name + "-input-only"), model, one, CauseExpected.FUSED_OUTPUT);
    writeCase(folder.resolve(name + "-whole"), model, blocks.ranges, CauseExpected.NONE);
  }

  /** What the probe is guessed to come to; the recordings tell. */
  private enum CauseExpected {
    FUSED_OUTPUT(
        "{\"status\": \"cause-named\", \"cause\": \"fused-output-without-scale\","
            + " \"certainty\": \"evident\"}"),
    NONE("{\"status\": \"healthy\"}");

    final String json;

    CauseExpected(String json) {
      this.json = json;
    }
  }

  private static void writeCase(
      Path folder, OnnxWriter model, Map<String, Double> ranges, CauseExpected expected)
      throws IOException {
    Files.createDirectories(folder);
    model.write(folder.resolve("model.onnx"));
    for (Map.Entry<String, String> header : HEADERS.entrySet()) {
      StringBuilder cache = new StringBuilder(header.getValue()).append('\n');
      ranges.forEach((tensor, range) -> cache.append(entry(tensor, range)));
      Files.writeString(folder.resolve("trt-" + header.getKey() + ".cache"), cache);
    }
    Files.writeString(folder.resolve("case.json"), json(folder.getFileName(), expected));
  }

  private static String entry(String tensor, double range) {
    int bits = Float.floatToIntBits((float) (range / 127));
    return tensor + ": " + (bits == 0 ? "0" : String.format("%08x", bits)) + "\n";
  }

  private static String json(Path name, CauseExpected expected) {
    return """
        {
          "title": "%s",
          "fault": "A probe of which fused blocks need a scale at their output.",
          "recipe": {
            "model": "model.onnx",
            "flags": ["int8"],
            "calibrator": "entropy2",
            "batches": {"count": 0},
            "optimization_level": 1
          },
          "recipe_on": {
            "8.6": {"calibration_cache": "trt-8.6.cache"},
            "10.6": {"calibration_cache": "trt-10.6.cache"}
          },
          "expected": %s,
          "also_right": ["calibration-cache-partial"],
          "seen_on": []
        }
        """
        .formatted(name, expected.json);
  }

  private OnnxWriter network(String kind, Convolution convolution) {
    String x = net.input(1, CHANNELS, SIZE, SIZE);
    ranges.put(x, INPUT_RANGE);
    long size = SIZE;
    for (int i = 0; i < BLOCKS; i++) {
      String path = "/block" + i;
      x = known(convolution(convolution, path + "/conv", x), RANGE);
      x = activation(kind).apply(path + "/act", x);
      size *= convolution == Convolution.TRANSPOSED ? 2 : 1;
    }
    return net.output(x, 1, CHANNELS, size, size);
  }

  private String convolution(Convolution convolution, String path, String from) {
    Sketch.Shape ordinary = Sketch.Shape.of(CHANNELS, CHANNELS, 3);
    return switch (convolution) {
      case ORDINARY -> net.conv(path, from, ordinary);
      case GROUPED -> net.conv(path, from, ordinary.groups(2));
      case DEPTHWISE -> net.conv(path, from, Sketch.Shape.depthwise(CHANNELS, 3));
      case TRANSPOSED -> net.upsample(path, from, CHANNELS, CHANNELS);
    };
  }

  private Activation activation(String kind) {
    return switch (kind) {
      case "relu" -> one("Relu", x -> Math.max(x, 0));
      case "relu6" -> this::relu6;
      case "leaky-relu" ->
          one("LeakyRelu", x -> Math.max(x, 0.1 * x), OnnxAttribute.of("alpha", 0.1f));
      case "prelu" -> this::prelu;
      case "elu" -> one("Elu", x -> x > 0 ? x : Math.expm1(x));
      case "sigmoid" -> one("Sigmoid", FusedBlocks::sigmoid);
      case "tanh" -> one("Tanh", Math::tanh);
      case "silu" -> this::silu;
      case "hard-swish" -> one("HardSwish", x -> x * hardSigmoid(x));
      case "hard-swish-parts" -> this::hardSwish;
      case "gelu" -> this::gelu;
      case "gelu-parts" -> this::geluParts;
      case "mish" -> this::mish;
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private Activation one(String operator, DoubleUnaryOperator f, OnnxAttribute... attributes) {
    return (path, x) -> known(net.node(path + "/" + operator, List.of(x), attributes), most(f));
  }

  private String silu(String path, String x) {
    String gate = known(net.node(path + "/Sigmoid", List.of(x)), 1);
    return known(net.node(path + "/Mul", List.of(x, gate)), most(v -> v * sigmoid(v)));
  }

  private String relu6(String path, String x) {
    net.onnx.floats(path + ".least", new float[] {0});
    net.onnx.floats(path + ".most", new float[] {6});
    return known(net.node(path + "/Clip", List.of(x, path + ".least", path + ".most")), 6);
  }

  private String prelu(String path, String x) {
    float[] slopes = new float[(int) CHANNELS];
    java.util.Arrays.fill(slopes, 0.25f);
    net.onnx.floats(path + ".slope", slopes, CHANNELS, 1, 1);
    return known(net.node(path + "/PRelu", List.of(x, constant(path + ".slope"))), RANGE);
  }

  private String hardSwish(String path, String x) {
    OnnxAttribute alpha = OnnxAttribute.of("alpha", 1 / 6f);
    OnnxAttribute beta = OnnxAttribute.of("beta", 0.5f);
    String gate = known(net.node(path + "/HardSigmoid", List.of(x), alpha, beta), 1);
    return known(net.node(path + "/Mul", List.of(x, gate)), most(v -> v * hardSigmoid(v)));
  }

  /** The operator that opset 20 has; parsers from before that do not know it. */
  private String gelu(String path, String x) {
    net.onnx.opset(20);
    return known(net.node(path + "/Gelu", List.of(x)), RANGE);
  }

  private String geluParts(String path, String x) {
    net.onnx.floats(path + ".root", new float[] {(float) Math.sqrt(2)});
    net.onnx.floats(path + ".one", new float[] {1});
    net.onnx.floats(path + ".half", new float[] {0.5f});
    String y = known(net.node(path + "/Div", List.of(x, constant(path + ".root"))), RANGE / 1.414);
    y = known(net.node(path + "/Erf", List.of(y)), 1);
    y = known(net.node(path + "/Add", List.of(y, constant(path + ".one"))), 2);
    y = known(net.node(path + "/Mul", List.of(x, y)), 2 * RANGE);
    return known(net.node(path + "/Mul_1", List.of(y, constant(path + ".half"))), RANGE);
  }

  private String mish(String path, String x) {
    String y = known(net.node(path + "/Softplus", List.of(x)), most(v -> Math.log1p(Math.exp(v))));
    y = known(net.node(path + "/Tanh", List.of(y)), 1);
    return known(net.node(path + "/Mul", List.of(x, y)), RANGE);
  }

  private String known(String tensor, double range) {
    ranges.put(tensor, range);
    return tensor;
  }

  /** TensorRT's caches have zero for constants. */
  private String constant(String tensor) {
    return known(tensor, 0);
  }

  private static double most(DoubleUnaryOperator f) {
    return Math.max(Math.abs(f.applyAsDouble(-RANGE)), Math.abs(f.applyAsDouble(RANGE)));
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double hardSigmoid(double x) {
    return Math.max(0, Math.min(1, x / 6 + 0.5));
  }
}
