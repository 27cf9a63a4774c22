import io.trtdoctor.onnx.OnnxAttribute;
import io.trtdoctor.onnx.OnnxWriter;
import java.util.List;

/** Networks of convolutions with an activation, the ones that INT8 was made for. */
final class Convolutions {
  private static final long CHANNELS = 16;
  private static final long SIZE = 32;

  private Convolutions() {}

  /** Three convolutions in a row: no tensor takes its scale from another. */
  static OnnxWriter plain() {
    Sketch net = new Sketch("plain");
    String x = net.convRelu("/stem", image(net), Sketch.Shape.of(3, CHANNELS, 3));
    x = net.convRelu("/block", x, Sketch.Shape.of(CHANNELS, CHANNELS, 3));
    x = net.convRelu("/head", x, Sketch.Shape.of(CHANNELS, CHANNELS, 1));
    return net.output(x, 1, CHANNELS, SIZE, SIZE);
  }

  /** A max pooling between convolutions; its output has the scale of its input. */
  static OnnxWriter pooling() {
    Sketch net = new Sketch("pooling");
    String x = net.convRelu("/stem", image(net), Sketch.Shape.of(3, CHANNELS, 3));
    x =
        net.node(
            "/pool/MaxPool",
            List.of(x),
            OnnxAttribute.of("kernel_shape", List.of(2L, 2L)),
            OnnxAttribute.of("strides", List.of(2L, 2L)));
    x = net.convRelu("/block", x, Sketch.Shape.of(CHANNELS, CHANNELS, 3));
    return net.output(x, 1, CHANNELS, SIZE / 2, SIZE / 2);
  }

  /** Two branches that are concatenated: all three tensors share one scale. */
  static OnnxWriter concatenation() {
    Sketch net = new Sketch("concatenation");
    String x = branches(net, image(net));
    x = net.convRelu("/head", x, Sketch.Shape.of(2 * CHANNELS, CHANNELS, 1));
    return net.output(x, 1, CHANNELS, SIZE, SIZE);
  }

  /** The same with what classifiers end in: a NaN anywhere reaches every score. */
  static OnnxWriter classifier() {
    return classifier(new Sketch("classifier"));
  }

  /** The same with other random numbers. */
  static OnnxWriter otherClassifier() {
    return classifier(Sketch.biasFirst("classifier"));
  }

  private static OnnxWriter classifier(Sketch net) {
    String x = branches(net, image(net));
    x = net.convRelu("/neck", x, Sketch.Shape.of(2 * CHANNELS, CHANNELS, 1));
    x = net.node("/pool/GlobalAveragePool", List.of(x));
    x = net.conv("/head", x, Sketch.Shape.of(CHANNELS, 10, 1));
    x = net.node("/head/Flatten", List.of(x), OnnxAttribute.of("axis", 1L));
    return net.output(x, 1, 10);
  }

  private static String branches(Sketch net, String from) {
    String x = net.convRelu("/stem", from, Sketch.Shape.of(3, CHANNELS, 3));
    String left = net.convRelu("/left", x, Sketch.Shape.of(CHANNELS, CHANNELS, 1));
    String right = net.convRelu("/right", x, Sketch.Shape.of(CHANNELS, CHANNELS, 3));
    return net.concat("/Concat", 1, List.of(left, right));
  }

  /** Two Conv-SiLU blocks, each of which TensorRT makes one kernel of. */
  static OnnxWriter silu() {
    Sketch net = new Sketch("silu");
    String x = silu(net, "/block0", image(net), 3);
    x = silu(net, "/block1", x, CHANNELS);
    return net.output(x, 1, CHANNELS, SIZE, SIZE);
  }

  private static String silu(Sketch net, String path, String from, long in) {
    String x = net.conv(path + "/conv", from, Sketch.Shape.of(in, CHANNELS, 3));
    return net.silu(path + "/act", x);
  }

  /**
   * Convolutions without bias, so that zeros stay zeros, and a gate of two pooled branches: a chain
   * of pointwise operators that is fused with no convolution and gets a generated kernel.
   */
  static OnnxWriter gated() {
    Sketch net = new Sketch("gated");
    Sketch.Shape first = Sketch.Shape.of(3, CHANNELS, 3).withoutBias();
    Sketch.Shape next = Sketch.Shape.of(CHANNELS, CHANNELS, 3).withoutBias();
    String x = net.convRelu("/stem", image(net), first);
    String value = pooled(net, "/value", net.convRelu("/value", x, next));
    String gate = pooled(net, "/gate", net.convRelu("/gate", x, next));
    gate = net.node("/gate/Sigmoid", List.of(gate));
    x = net.node("/Mul", List.of(value, gate));
    x = net.node("/Add", List.of(x, value));
    x = net.convRelu("/head", x, next);
    return net.output(x, 1, CHANNELS, SIZE / 2, SIZE / 2);
  }

  private static String pooled(Sketch net, String path, String from) {
    return net.node(
        path + "/AveragePool",
        List.of(from),
        OnnxAttribute.of("kernel_shape", List.of(2L, 2L)),
        OnnxAttribute.of("strides", List.of(2L, 2L)));
  }

  /**
   * The stem of EfficientViT with two residual blocks, each with a depthwise convolution whose bias
   * is the stem's.
   */
  static OnnxWriter depthwise() {
    long channels = 8;
    long size = 112;
    Sketch net = Sketch.biasFirst("depthwise");
    String x = net.input(1, 3, 2 * size, 2 * size);
    x = net.conv("/stem/in_conv/conv", x, Sketch.Shape.of(3, channels, 3).stride(2));
    x = net.node("/stem/in_conv/act/HardSwish", List.of(x));
    for (String block : List.of("/stem/res0", "/stem/res1")) {
      String y =
          net.convWithSharedBias(
              block + "/main/depth_conv/conv",
              x,
              Sketch.Shape.depthwise(channels, 3),
              "/stem/in_conv/conv.bias");
      y = net.node(block + "/main/depth_conv/act/HardSwish", List.of(y));
      y = net.conv(block + "/main/point_conv/conv", y, Sketch.Shape.of(channels, channels, 1));
      x = net.node(block + "/Add", List.of(y, x));
    }
    x = net.convRelu("/head", x, Sketch.Shape.of(channels, 2 * channels, 3));
    return net.output(x, 1, 2 * channels, size, size);
  }

  /** Two ordinary convolutions, of which the second has the bias of the first. */
  static OnnxWriter sharedBias() {
    Sketch net = Sketch.biasFirst("shared-bias");
    String x = net.convRelu("/stem", image(net), Sketch.Shape.of(3, CHANNELS, 3));
    x =
        net.convWithSharedBias(
            "/block/conv", x, Sketch.Shape.of(CHANNELS, CHANNELS, 3), "/stem/conv.bias");
    x = net.node("/block/act/Relu", List.of(x));
    x = net.convRelu("/head", x, Sketch.Shape.of(CHANNELS, CHANNELS, 1));
    return net.output(x, 1, CHANNELS, SIZE, SIZE);
  }

  /** A batch of any size, and a reshape to a shape that is computed from it. */
  static OnnxWriter indices() {
    Sketch net = new Sketch("indices");
    String x = net.input(-1, 3, SIZE, SIZE);
    x = net.convRelu("/stem", x, Sketch.Shape.of(3, CHANNELS, 3));
    String shape = net.node("/Shape", List.of(x));
    net.onnx.integers("/Gather.index", new long[] {0});
    String batch =
        net.node("/Gather", List.of(shape, "/Gather.index"), OnnxAttribute.of("axis", 0L));
    net.onnx.integers("/Unsqueeze.axes", new long[] {0}, 1);
    batch = net.node("/Unsqueeze", List.of(batch, "/Unsqueeze.axes"));
    net.onnx.integers("/Concat.rest", new long[] {CHANNELS / 2, 2 * SIZE, SIZE}, 3);
    String target = net.concat("/Concat", 0, List.of(batch, "/Concat.rest"));
    x = net.node("/Reshape", List.of(x, target));
    x = net.convRelu("/head", x, Sketch.Shape.of(CHANNELS / 2, CHANNELS, 3));
    return net.output(x, -1, CHANNELS, 2 * SIZE, SIZE);
  }

  /** A batch of any size. */
  static OnnxWriter dynamic() {
    Sketch net = new Sketch("dynamic");
    String x = net.convRelu("/stem", net.input(-1, 3, SIZE, SIZE), Sketch.Shape.of(3, CHANNELS, 3));
    x = net.convRelu("/head", x, Sketch.Shape.of(CHANNELS, CHANNELS, 3));
    return net.output(x, -1, CHANNELS, SIZE, SIZE);
  }

  private static String image(Sketch net) {
    return net.input(1, 3, SIZE, SIZE);
  }
}
