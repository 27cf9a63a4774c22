package io.trtdoctor.settings;

import io.trtdoctor.error.UsageException;
import io.trtdoctor.text.Message;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The ONNX operators that TensorRT's ONNX parser turns into layers of a type.
 *
 * <p>The types are those of {@code nvinfer1::LayerType}; which operator becomes which is from
 * onnx-tensorrt's importers. A few operators become layers of several types and stand under each.
 */
final class LayerTypes {
  private static final Map<String, List<String>> OPERATORS =
      Map.ofEntries(
          entry("CONVOLUTION", "Conv"),
          entry("FULLY_CONNECTED", "Gemm", "MatMul"),
          entry("MATRIX_MULTIPLY", "MatMul", "Gemm"),
          entry(
              "ACTIVATION",
              "Relu",
              "Sigmoid",
              "Tanh",
              "LeakyRelu",
              "Elu",
              "Selu",
              "Celu",
              "Gelu",
              "Softsign",
              "Softplus",
              "Clip",
              "HardSigmoid",
              "HardSwish",
              "ThresholdedRelu",
              "ScaledTanh"),
          entry(
              "POOLING", "MaxPool", "AveragePool", "GlobalAveragePool", "GlobalMaxPool", "LpPool"),
          entry("LRN", "LRN"),
          entry("SCALE", "BatchNormalization"),
          entry("SOFTMAX", "Softmax", "LogSoftmax"),
          entry("DECONVOLUTION", "ConvTranspose"),
          entry("CONCATENATION", "Concat"),
          entry(
              "ELEMENTWISE",
              "Add",
              "Sub",
              "Mul",
              "Div",
              "Pow",
              "Max",
              "Min",
              "Sum",
              "Mean",
              "Mod",
              "And",
              "Or",
              "Xor",
              "Equal",
              "Greater",
              "GreaterOrEqual",
              "Less",
              "LessOrEqual",
              "HardSwish"),
          entry(
              "UNARY",
              "Abs",
              "Neg",
              "Exp",
              "Log",
              "Sqrt",
              "Reciprocal",
              "Floor",
              "Ceil",
              "Round",
              "Sign",
              "Not",
              "Erf",
              "Sin",
              "Cos",
              "Tan",
              "Asin",
              "Acos",
              "Atan",
              "Sinh",
              "Cosh",
              "Asinh",
              "Acosh",
              "Atanh",
              "IsInf",
              "IsNaN"),
          entry("PADDING", "Pad"),
          entry(
              "SHUFFLE",
              "Reshape",
              "Transpose",
              "Flatten",
              "Squeeze",
              "Unsqueeze",
              "DepthToSpace",
              "SpaceToDepth"),
          entry(
              "REDUCE",
              "ReduceMean",
              "ReduceSum",
              "ReduceMax",
              "ReduceMin",
              "ReduceProd",
              "ReduceL1",
              "ReduceL2",
              "ReduceLogSum",
              "ReduceLogSumExp",
              "ReduceSumSquare",
              "GlobalAveragePool",
              "GlobalMaxPool"),
          entry("TOPK", "TopK", "ArgMax", "ArgMin"),
          entry("GATHER", "Gather", "GatherElements", "GatherND"),
          entry("CONSTANT", "Constant"),
          entry("RNN_V2", "LSTM", "GRU", "RNN"),
          entry("IDENTITY", "Identity", "Dropout"),
          entry("CAST", "Cast"),
          entry("SLICE", "Slice", "Split", "Pad"),
          entry("SHAPE", "Shape", "Size"),
          entry("PARAMETRIC_RELU", "PRelu"),
          entry("RESIZE", "Resize", "Upsample"),
          entry("TRIP_LIMIT", "Loop", "Scan"),
          entry("RECURRENCE", "Loop", "Scan", "LSTM", "GRU", "RNN"),
          entry("ITERATOR", "Scan", "LSTM", "GRU", "RNN"),
          entry("LOOP_OUTPUT", "Loop", "Scan"),
          entry("SELECT", "Where"),
          entry("FILL", "ConstantOfShape", "Range", "RandomNormal", "RandomUniform"),
          entry("QUANTIZE", "QuantizeLinear"),
          entry("DEQUANTIZE", "DequantizeLinear"),
          entry("CONDITION", "If"),
          entry("CONDITIONAL_INPUT", "If"),
          entry("CONDITIONAL_OUTPUT", "If"),
          entry("SCATTER", "ScatterElements", "ScatterND", "Scatter"),
          entry("EINSUM", "Einsum"),
          entry("ONE_HOT", "OneHot"),
          entry("NON_ZERO", "NonZero"),
          entry("GRID_SAMPLE", "GridSample"),
          entry("NMS", "NonMaxSuppression"),
          entry("REVERSE_SEQUENCE", "ReverseSequence"),
          entry(
              "NORMALIZATION", "LayerNormalization", "InstanceNormalization", "GroupNormalization"),
          entry("CUMULATIVE", "CumSum"),
          entry("SQUEEZE", "Squeeze"),
          entry("UNSQUEEZE", "Unsqueeze"));

  private static final Pattern OPERATOR = Pattern.compile("(?:[\\w.]+::)?[A-Z]\\w*[a-z]\\w*");
  private static final Pattern PREFIX =
      Pattern.compile("^(?:(?:tensorrt|trt)\\.)?(?:LayerType\\.)?(?:k(?=[A-Z]))?");

  private LayerTypes() {}

  /**
   * The operators a word stands for: a layer type of TensorRT ({@code CONVOLUTION}, {@code
   * trt.LayerType.SHUFFLE}, {@code kREDUCE}, {@code matrix_multiply}) or one ONNX operator in its
   * own spelling ({@code Conv}).
   *
   * @throws UsageException if it is neither
   */
  static List<String> operators(String word, GivenOption option) {
    String bare = PREFIX.matcher(word.strip()).replaceFirst("");
    String upper = bare.toUpperCase(Locale.ROOT);
    boolean likeType = bare.equals(upper) || bare.equals(bare.toLowerCase(Locale.ROOT));
    List<String> operators = OPERATORS.get(upper);
    if (likeType && operators != null) {
      return operators;
    }
    if (OPERATOR.matcher(bare).matches()) {
      return List.of(bare);
    }
    throw new UsageException(Message.of("settings.unknown-layer-type", option.name(), word));
  }

  private static Map.Entry<String, List<String>> entry(String type, String... operators) {
    return Map.entry(type, List.of(operators));
  }
}
