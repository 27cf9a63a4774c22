import io.trtdoctor.onnx.OnnxAttribute;
import io.trtdoctor.onnx.OnnxWriter;
import java.util.List;

/** Networks with attention. */
final class Attention {
  private Attention() {}

  /** MobileViT's block: patches as a batch of sequences, a transformer with a SiLU, and back. */
  static OnnxWriter mobileVit() {
    long tokens = 196;
    long width = 32;
    Sketch net = Sketch.biasFirst("mobilevit");
    String x = net.input(1, 3, 28, 28);
    x = net.convRelu("/conv_kxk", x, Sketch.Shape.of(3, 16, 3));
    x = net.conv("/conv_1x1", x, Sketch.Shape.of(16, width, 1).withoutBias());
    x = net.reshape("/Reshape", x, width * 14, 2, 14, 2);
    x = net.transpose("/Transpose", x, 0L, 2L, 1L, 3L);
    x = net.reshape("/Reshape_1", x, 1, width, tokens, 4);
    x = net.transpose("/Transpose_1", x, 0L, 3L, 2L, 1L);
    x = net.reshape("/Reshape_2", x, 4, tokens, width);
    x = attention(net, "/transformer.0", x, tokens, width, 4);
    x = mlp(net, "/transformer.0", x, width);
    x = net.reshape("/Reshape_3", x, 1, 4, tokens, width);
    x = net.transpose("/Transpose_2", x, 0L, 3L, 2L, 1L);
    x = net.reshape("/Reshape_4", x, width * 14, 14, 2, 2);
    x = net.transpose("/Transpose_3", x, 0L, 2L, 1L, 3L);
    x = net.reshape("/Reshape_5", x, 1, width, 28, 28);
    x = net.convRelu("/conv_proj", x, Sketch.Shape.of(width, 16, 1));
    return net.output(x, 1, 16, 28, 28);
  }

  private static String attention(
      Sketch net, String path, String x, long tokens, long width, long batch) {
    String y = layerNorm(net, path + "/norm1", x, width);
    String q = headsOf(net, path + "/q", y, batch, tokens, width, 0L, 2L, 1L, 3L);
    String k = headsOf(net, path + "/k", y, batch, tokens, width, 0L, 2L, 3L, 1L);
    String v = headsOf(net, path + "/v", y, batch, tokens, width, 0L, 2L, 1L, 3L);
    net.onnx.floats(path + "/Mul.scale", new float[] {0.25f});
    String scores = net.node(path + "/attn/MatMul", List.of(q, k));
    scores = net.node(path + "/attn/Mul", List.of(scores, path + "/Mul.scale"));
    scores = net.node(path + "/attn/Softmax", List.of(scores), OnnxAttribute.of("axis", -1L));
    y = net.node(path + "/attn/MatMul_1", List.of(scores, v));
    y = net.transpose(path + "/attn/Transpose", y, 0L, 2L, 1L, 3L);
    y = net.reshape(path + "/attn/Reshape", y, batch, tokens, width);
    y = net.matMulWeights(path + "/proj/MatMul", y, width, width);
    return net.node(path + "/Add", List.of(y, x));
  }

  private static String mlp(Sketch net, String path, String x, long width) {
    String y = layerNorm(net, path + "/norm2", x, width);
    y = net.matMulWeights(path + "/mlp/fc1/MatMul", y, width, 2 * width);
    String gate = net.node(path + "/mlp/act/Sigmoid", List.of(y));
    y = net.node(path + "/mlp/act/Mul", List.of(y, gate));
    y = net.matMulWeights(path + "/mlp/fc2/MatMul", y, 2 * width, width);
    return net.node(path + "/Add_1", List.of(y, x));
  }

  private static String layerNorm(Sketch net, String path, String x, long width) {
    net.onnx.normalWeights(path + ".weight", 1, width);
    net.onnx.normalWeights(path + ".bias", 0.1, width);
    return net.node(
        path + "/LayerNormalization",
        List.of(x, path + ".weight", path + ".bias"),
        OnnxAttribute.of("axis", -1L));
  }

  private static String headsOf(
      Sketch net, String path, String from, long batch, long tokens, long width, Long... order) {
    String x = net.matMulWeights(path + "/MatMul", from, width, width);
    x = net.reshape(path + "/Reshape", x, batch, tokens, 2, width / 2);
    return net.transpose(path + "/Transpose", x, order);
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
