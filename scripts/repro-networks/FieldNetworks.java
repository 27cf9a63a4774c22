import io.trtdoctor.model.DataType;
import io.trtdoctor.onnx.OnnxAttribute;
import io.trtdoctor.onnx.OnnxWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Small networks like those of public reports, as far as the reports describe them. */
final class FieldNetworks {
  private static final long CHANNELS = 16;
  private static final long SIZE = 32;
  private static final float ACTIVATIONS = 4 / 127f;

  private FieldNetworks() {}

  /** The networks by the case they belong to. */
  static Map<String, OnnxWriter> all() {
    Map<String, OnnxWriter> networks = new TreeMap<>();
    networks.put("field-04-get-batch-raises", Convolutions.concatenation());
    networks.put("field-09-cache-of-another-calibrator", Convolutions.concatenation());
    networks.put("field-19-centerface-no-calibrator", centerFace());
    networks.put("field-28-two-inputs-concatenated", twoInputs());
    networks.put("field-32-zero-scale-in-cache", Convolutions.concatenation());
    networks.put("field-36-prototypes-after-upsampling", prototypes());
    networks.put("field-49-conv3d-workspace", volume());
    networks.put("field-52-asymmetric-zero-point", quantized(3));
    networks.put("field-58-classifier-after-pooling", classifier());
    networks.put("field-82-float-on-shape-layers", Convolutions.indices());
    networks.put("field-96-quantized-residual", residual());
    return networks;
  }

  /** CenterFace in small: a backbone, a pyramid of transposed convolutions, and four heads. */
  private static OnnxWriter centerFace() {
    Sketch net = new Sketch("centerface");
    String x = net.input(1, 3, SIZE, SIZE);
    String fine = net.convRelu("/stem", x, Sketch.Shape.of(3, CHANNELS, 3).stride(2));
    Sketch.Shape down = Sketch.Shape.of(CHANNELS, CHANNELS, 3).stride(2);
    String coarse = net.convRelu("/down", fine, down);
    String up = net.upsample("/up", coarse, CHANNELS, CHANNELS);
    x = net.node("/Add", List.of(up, fine));
    x = net.convRelu("/neck", x, Sketch.Shape.of(CHANNELS, CHANNELS, 3));
    String heat = net.conv("/heatmap", x, Sketch.Shape.of(CHANNELS, 1, 1));
    net.output(net.node("/heatmap/Sigmoid", List.of(heat)), 1, 1, SIZE / 2, SIZE / 2);
    head(net, "/size", x, 2);
    head(net, "/offset", x, 2);
    return head(net, "/landmarks", x, 10);
  }

  private static OnnxWriter head(Sketch net, String path, String from, long out) {
    String x = net.conv(path, from, Sketch.Shape.of(CHANNELS, out, 1));
    return net.output(x, 1, out, SIZE / 2, SIZE / 2);
  }

  /** A temporal convolution network over two sequences, which are concatenated first of all. */
  private static OnnxWriter twoInputs() {
    Sketch net = new Sketch("tcn-with-two-inputs");
    net.onnx.input("past", DataType.FP32, 1, CHANNELS, 1, 2 * SIZE);
    net.onnx.input("now", DataType.FP32, 1, CHANNELS, 1, 2 * SIZE);
    String x = net.concat("/Concat", 1, List.of("past", "now"));
    x = net.convRelu("/tcn.0", x, Sketch.Shape.of(2 * CHANNELS, CHANNELS, 1));
    x = net.convRelu("/tcn.1", x, Sketch.Shape.of(CHANNELS, CHANNELS, 3));
    return net.output(x, 1, CHANNELS, 1, 2 * SIZE);
  }

  /** The mask prototypes of a YOLO segmentation model: SiLU blocks around an upsampling. */
  private static OnnxWriter prototypes() {
    Sketch net = new Sketch("prototypes");
    String x = net.input(1, 3, SIZE, SIZE);
    x = silu(net, "/net.0", x, Sketch.Shape.of(3, CHANNELS, 3).stride(2));
    x = silu(net, "/net.1", x, Sketch.Shape.of(CHANNELS, CHANNELS, 3));
    x = silu(net, "/proto/cv1", x, Sketch.Shape.of(CHANNELS, CHANNELS, 3));
    x = net.upsample("/proto/upsample", x, CHANNELS, CHANNELS);
    x = silu(net, "/proto/cv2", x, Sketch.Shape.of(CHANNELS, CHANNELS, 3));
    x = silu(net, "/proto/cv3", x, Sketch.Shape.of(CHANNELS, CHANNELS, 1));
    return net.output(x, 1, CHANNELS, SIZE, SIZE);
  }

  private static String silu(Sketch net, String path, String from, Sketch.Shape shape) {
    return net.silu(path + "/act", net.conv(path + "/conv", from, shape));
  }

  /** One three-dimensional convolution, explicitly quantised. */
  private static OnnxWriter volume() {
    Sketch net = new Sketch("conv3d");
    String x = net.quantized("/in", net.input(1, CHANNELS, 8, SIZE, SIZE), ACTIVATIONS, 0);
    String weights = net.quantizedWeights("conv3d.w_1", 0.07, CHANNELS, CHANNELS, 3, 3, 3);
    x =
        net.node(
            "/Conv",
            List.of(x, weights),
            OnnxAttribute.of("kernel_shape", List.of(3L, 3L, 3L)),
            OnnxAttribute.of("pads", List.of(1L, 1L, 1L, 1L, 1L, 1L)));
    return net.output(net.node("/Relu", List.of(x)), 1, CHANNELS, 8, SIZE, SIZE);
  }

  /** Two explicitly quantised convolutions; all activations have one zero point. */
  private static OnnxWriter quantized(int zeroPoint) {
    Sketch net = new Sketch("quantized");
    String x = net.input(1, CHANNELS, SIZE, SIZE);
    x = net.quantized("/in", x, ACTIVATIONS, zeroPoint);
    x = net.node("/0/Relu", List.of(quantizedConv(net, "/0", x)));
    x = net.quantized("/mid", x, ACTIVATIONS, zeroPoint);
    x = net.node("/1/Relu", List.of(quantizedConv(net, "/1", x)));
    return net.output(x, 1, CHANNELS, SIZE, SIZE);
  }

  private static String quantizedConv(Sketch net, String path, String from) {
    String weights = net.quantizedWeights(path + ".weight", 0.12, CHANNELS, CHANNELS, 3, 3);
    return net.node(
        path + "/Conv",
        List.of(from, weights),
        OnnxAttribute.of("kernel_shape", List.of(3L, 3L)),
        OnnxAttribute.of("pads", List.of(1L, 1L, 1L, 1L)));
  }

  /** A residual block, explicitly quantised, both of whose summands are INT8. */
  private static OnnxWriter residual() {
    Sketch net = new Sketch("residual");
    String x = net.input(1, CHANNELS, SIZE, SIZE);
    x = net.quantized("/in", x, ACTIVATIONS, 0);
    String y = net.node("/0/Relu", List.of(quantizedConv(net, "/0", x)));
    y = net.quantized("/mid", y, ACTIVATIONS, 0);
    y = quantizedConv(net, "/1", y);
    x = net.node("/Add", List.of(y, x));
    x = net.quantized("/sum", net.node("/Relu", List.of(x)), 2 * ACTIVATIONS, 0);
    x = quantizedConv(net, "/2", x);
    return net.output(x, 1, CHANNELS, SIZE, SIZE);
  }

  /** What classifiers end in: pooling, flattening, and a fully connected layer. */
  private static OnnxWriter classifier() {
    Sketch net = new Sketch("classifier-after-pooling");
    String x = net.input(1, 3, SIZE, SIZE);
    x = net.convRelu("/stem", x, Sketch.Shape.of(3, CHANNELS, 3).stride(2));
    x = net.convRelu("/block", x, Sketch.Shape.of(CHANNELS, 2 * CHANNELS, 3));
    x = net.node("/global_pool/pool/GlobalAveragePool", List.of(x));
    x = net.node("/global_pool/flatten/Flatten", List.of(x), OnnxAttribute.of("axis", 1L));
    net.onnx.normalWeights("fc.weight", 0.2, 10, 2 * CHANNELS);
    net.onnx.normalWeights("fc.bias", 0.1, 10);
    x =
        net.node(
            "/fc/Gemm", List.of(x, "fc.weight", "fc.bias"), OnnxAttribute.of("transB", 1L));
    return net.output(x, 1, 10);
  }
}
