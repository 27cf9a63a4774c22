import io.trtdoctor.onnx.OnnxAttribute;
import io.trtdoctor.onnx.OnnxWriter;
import java.util.List;

/** Networks with attention. */
final class Attention {
  private Attention() {}

  /** One block of a transformer: layer normalisation, two heads, and what was there added again. */
  static OnnxWriter transformer() {
    long tokens = 64;
    long width = 32;
    Sketch net = new Sketch("transformer");
    String x = net.input(1, 3, 32, 32);
    x = net.convRelu("/patches", x, Sketch.Shape.of(3, width, 3).stride(4));
    x = net.reshape("/Reshape", x, 1, width, tokens);
    x = net.transpose("/Transpose", x, 0L, 2L, 1L);
    String y = normalised(net, x, width);
    String q = heads(net, "/q", y, tokens, width, 0L, 2L, 1L, 3L);
    String k = heads(net, "/k", y, tokens, width, 0L, 2L, 3L, 1L);
    String v = heads(net, "/v", y, tokens, width, 0L, 2L, 1L, 3L);
    net.onnx.floats("/Mul.scale", new float[] {0.25f});
    String scores = net.node("/attention/MatMul", List.of(q, k));
    scores = net.node("/attention/Mul", List.of(scores, "/Mul.scale"));
    scores = net.node("/attention/Softmax", List.of(scores), OnnxAttribute.of("axis", -1L));
    y = net.node("/attention/MatMul_1", List.of(scores, v));
    y = net.transpose("/attention/Transpose", y, 0L, 2L, 1L, 3L);
    y = net.reshape("/attention/Reshape", y, 1, tokens, width);
    y = net.matMulWeights("/proj/MatMul", y, width, width);
    x = net.node("/Add", List.of(y, x));
    return net.output(x, 1, tokens, width);
  }

  private static String heads(
      Sketch net, String path, String from, long tokens, long width, Long... order) {
    String x = net.matMulWeights(path + "/MatMul", from, width, width);
    x = net.reshape(path + "/Reshape", x, 1, tokens, 2, width / 2);
    return net.transpose(path + "/Transpose", x, order);
  }

  private static String normalised(Sketch net, String from, long width) {
    OnnxAttribute axes = OnnxAttribute.of("axes", List.of(-1L));
    net.onnx.floats("/norm/Pow.exponent", new float[] {2});
    net.onnx.floats("/norm/Add.epsilon", new float[] {1e-5f});
    net.onnx.normalWeights("/norm.weight", 1, width);
    String mean = net.node("/norm/ReduceMean", List.of(from), axes);
    String centred = net.node("/norm/Sub", List.of(from, mean));
    String square = net.node("/norm/Pow", List.of(centred, "/norm/Pow.exponent"));
    String variance = net.node("/norm/ReduceMean_1", List.of(square), axes);
    String sum = net.node("/norm/Add", List.of(variance, "/norm/Add.epsilon"));
    String deviation = net.node("/norm/Sqrt", List.of(sum));
    String x = net.node("/norm/Div", List.of(centred, deviation));
    return net.node("/norm/Mul", List.of(x, "/norm.weight"));
  }

  /**
   * The context module of EfficientViT: queries, keys and values concatenated with their
   * aggregation by a depthwise 5x5 and a grouped 1x1 convolution, then linear attention with ReLU.
   */
  static OnnxWriter linear() {
    long channels = 16;
    long dim = 8;
    long all = 3 * channels;
    long size = 14;
    long heads = 2 * channels / dim;
    Sketch net = new Sketch("linear-attention");
    String input = net.input(1, 3, 2 * size, 2 * size);
    String x = net.conv("/stem/conv", input, Sketch.Shape.of(3, channels, 3).stride(2));
    x = net.node("/stem/act/HardSwish", List.of(x));
    String main = "/context_module/main";
    String qkv = net.conv(main + "/qkv/conv", x, Sketch.Shape.of(channels, all, 1).withoutBias());
    String aggregated =
        net.conv(main + "/aggreg.0.0", qkv, Sketch.Shape.depthwise(all, 5).withoutBias());
    aggregated =
        net.conv(
            main + "/aggreg.0.1",
            aggregated,
            Sketch.Shape.of(all, all, 1).groups(all / dim).withoutBias());
    String y = net.concat(main + "/Concat", 1, List.of(qkv, aggregated));
    y = net.reshape(main + "/Reshape", y, 1, heads, 3 * dim, size * size);
    y = net.transpose(main + "/Transpose", y, 0L, 1L, 3L, 2L);
    String q = net.node(main + "/Relu", List.of(slice(net, main + "/Slice", y, 0, dim)));
    String k = net.node(main + "/Relu_1", List.of(slice(net, main + "/Slice_1", y, dim, 2 * dim)));
    String v = slice(net, main + "/Slice_2", y, 2 * dim, 3 * dim);
    String keys = net.transpose(main + "/Transpose_1", k, 0L, 1L, 3L, 2L);
    net.onnx.integers(main + "/Pad.pads", new long[] {0, 0, 0, 0, 0, 0, 0, 1}, 8);
    net.onnx.floats(main + "/Pad.value", new float[] {1});
    v =
        net.node(
            main + "/Pad",
            List.of(v, main + "/Pad.pads", main + "/Pad.value"),
            OnnxAttribute.of("mode", "constant"));
    String kv = net.node(main + "/MatMul", List.of(keys, v));
    String out = net.node(main + "/MatMul_1", List.of(q, kv));
    String numerator = slice(net, main + "/Slice_3", out, 0, dim);
    String sum = slice(net, main + "/Slice_4", out, dim, dim + 1);
    net.onnx.floats(main + "/Add.epsilon", new float[] {1e-5f});
    sum = net.node(main + "/Add", List.of(sum, main + "/Add.epsilon"));
    out = net.node(main + "/Div", List.of(numerator, sum));
    out = net.transpose(main + "/Transpose_2", out, 0L, 1L, 3L, 2L);
    out = net.reshape(main + "/Reshape_1", out, 1, 2 * channels, size, size);
    out = net.conv(main + "/proj/conv", out, Sketch.Shape.of(2 * channels, channels, 1));
    x = net.node("/context_module/Add", List.of(out, x));
    return net.output(x, 1, channels, size, size);
  }

  private static String slice(Sketch net, String name, String from, long start, long end) {
    net.onnx.integers(name + ".start", new long[] {start}, 1);
    net.onnx.integers(name + ".end", new long[] {end}, 1);
    net.onnx.integers(name + ".axis", new long[] {3}, 1);
    return net.node(name, List.of(from, name + ".start", name + ".end", name + ".axis"));
  }
}
