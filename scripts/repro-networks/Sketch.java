import io.trtdoctor.model.DataType;
import io.trtdoctor.onnx.OnnxAttribute;
import io.trtdoctor.onnx.OnnxWriter;
import java.util.List;

/** The layers that the networks are made of, named as PyTorch's exporter names them. */
final class Sketch {
  final OnnxWriter onnx;
  private final boolean biasFirst;

  Sketch(String name) {
    this(name, false);
  }

  private Sketch(String name, boolean biasFirst) {
    onnx = OnnxWriter.named(name);
    this.biasFirst = biasFirst;
  }

  /**
   * A network in which a bias is written before the weights it belongs to. Random numbers are drawn
   * in the order of writing, so a recorded network has to keep the order that it was recorded with.
   */
  static Sketch biasFirst(String name) {
    return new Sketch(name, true);
  }

  String input(long... shape) {
    onnx.input("input", DataType.FP32, shape);
    return "input";
  }

  /** Renames what comes out last, as exporters do by naming the tensor itself. */
  OnnxWriter output(String from, long... shape) {
    onnx.output(from, DataType.FP32, shape);
    return onnx;
  }

  /** A square convolution with padding that keeps the size at stride 1. */
  String conv(String path, String from, Shape shape) {
    if (!shape.bias) {
      weights(path, shape);
      return conv(path, shape, List.of(from, path + ".weight"));
    }
    if (biasFirst) {
      bias(path, shape);
      weights(path, shape);
    } else {
      weights(path, shape);
      bias(path, shape);
    }
    return conv(path, shape, List.of(from, path + ".weight", path + ".bias"));
  }

  private void weights(String path, Shape shape) {
    long[] weights = {shape.out, shape.in / shape.groups, shape.kernel, shape.kernel};
    double fanIn = weights[1] * shape.kernel * shape.kernel;
    onnx.normalWeights(path + ".weight", Math.sqrt(2 / fanIn), weights);
  }

  private void bias(String path, Shape shape) {
    onnx.normalWeights(path + ".bias", 0.1, shape.out);
  }

  private String conv(String path, Shape shape, List<String> inputs) {
    long pad = shape.kernel / 2;
    return node(
        path + "/Conv",
        inputs,
        OnnxAttribute.of("dilations", List.of(1L, 1L)),
        OnnxAttribute.of("group", shape.groups),
        OnnxAttribute.of("kernel_shape", List.of(shape.kernel, shape.kernel)),
        OnnxAttribute.of("pads", List.of(pad, pad, pad, pad)),
        OnnxAttribute.of("strides", List.of(shape.stride, shape.stride)));
  }

  /**
   * A convolution whose bias is a copy of a constant that other layers read as well: exporters write
   * equal constants once, with an Identity for each further use.
   */
  String convWithSharedBias(String path, String from, Shape shape, String constant) {
    String bias = path + ".bias";
    onnx.node("Identity", path + ".bias/Identity", List.of(constant), List.of(bias));
    weights(path, shape);
    return conv(path, shape, List.of(from, path + ".weight", bias));
  }

  String convRelu(String path, String from, Shape shape) {
    return node(path + "/act/Relu", List.of(conv(path + "/conv", from, shape)));
  }

  /** A transposed convolution with kernel and stride 2, which doubles height and width. */
  String upsample(String path, String from, long in, long out) {
    onnx.normalWeights(path + ".weight", Math.sqrt(2.0 / in), in, out, 2, 2);
    onnx.normalWeights(path + ".bias", 0.1, out);
    return node(
        path + "/ConvTranspose",
        List.of(from, path + ".weight", path + ".bias"),
        OnnxAttribute.of("kernel_shape", List.of(2L, 2L)),
        OnnxAttribute.of("strides", List.of(2L, 2L)));
  }

  String silu(String path, String from) {
    String gate = node(path + "/Sigmoid", List.of(from));
    return node(path + "/Mul", List.of(from, gate));
  }

  /** A tensor rounded to INT8 and back, as explicit quantization has it. */
  String quantized(String path, String from, float scale, int zeroPoint) {
    onnx.floats(path + ".scale", new float[] {scale});
    onnx.bytes(path + ".zero", new byte[] {(byte) zeroPoint});
    List<String> how = List.of(path + ".scale", path + ".zero");
    String x = node(path + "/QuantizeLinear", List.of(from, how.get(0), how.get(1)));
    return node(path + "/DequantizeLinear", List.of(x, how.get(0), how.get(1)));
  }

  /** Weights of so many output channels, each rounded to INT8 with a scale of its own. */
  String quantizedWeights(String path, double deviation, long... shape) {
    int channels = Math.toIntExact(shape[0]);
    float[] scales = new float[channels];
    java.util.Arrays.fill(scales, (float) (4 * deviation / 127));
    onnx.normalWeights(path, deviation, shape);
    onnx.floats(path + ".scale", scales, channels);
    onnx.bytes(path + ".zero", new byte[channels], channels);
    OnnxAttribute axis = OnnxAttribute.of("axis", 0L);
    String zero = path + ".zero";
    String x = node(path + "/QuantizeLinear", List.of(path, path + ".scale", zero), axis);
    return node(path + "/DequantizeLinear", List.of(x, path + ".scale", zero), axis);
  }

  String concat(String name, long axis, List<String> inputs) {
    return node(name, inputs, OnnxAttribute.of("axis", axis));
  }

  String reshape(String name, String from, long... shape) {
    onnx.integers(name + ".shape", shape, shape.length);
    return node(name, List.of(from, name + ".shape"));
  }

  String transpose(String name, String from, Long... order) {
    return node(name, List.of(from), OnnxAttribute.of("perm", List.of(order)));
  }

  String matMulWeights(String name, String from, long in, long out) {
    onnx.normalWeights(name + ".weight", Math.sqrt(1.0 / in), in, out);
    return node(name, List.of(from, name + ".weight"));
  }

  /** A node whose operator is the name's last part, without the number that may follow it. */
  String node(String name, List<String> inputs, OnnxAttribute... attributes) {
    String operator = name.substring(name.lastIndexOf('/') + 1).replaceFirst("_\\d+$", "");
    String output = name + "_output_0";
    onnx.node(operator, name, inputs, List.of(output), attributes);
    return output;
  }

  /** What a convolution is like. */
  record Shape(long in, long out, long kernel, long stride, long groups, boolean bias) {
    static Shape of(long in, long out, long kernel) {
      return new Shape(in, out, kernel, 1, 1, true);
    }

    static Shape depthwise(long channels, long kernel) {
      return new Shape(channels, channels, kernel, 1, channels, true);
    }

    Shape stride(long step) {
      return new Shape(in, out, kernel, step, groups, bias);
    }

    Shape groups(long count) {
      return new Shape(in, out, kernel, stride, count, bias);
    }

    Shape withoutBias() {
      return new Shape(in, out, kernel, stride, groups, false);
    }
  }
}
