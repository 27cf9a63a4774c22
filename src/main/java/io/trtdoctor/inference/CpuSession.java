package io.trtdoctor.inference;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.trtdoctor.data.NamedSample;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.model.TensorValues;
import io.trtdoctor.text.Message;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A network that ONNX Runtime has loaded, without any of its optimisations. */
final class CpuSession implements AutoCloseable {
  private static final int MOST_REASON = 400;

  private final OrtSession session;

  private CpuSession(OrtSession session) {
    this.session = session;
  }

  /**
   * Loads a model.
   *
   * @throws BadInputException if ONNX Runtime refuses it
   */
  static CpuSession open(byte[] model) {
    try (SessionOptions options = new SessionOptions()) {
      options.setOptimizationLevel(SessionOptions.OptLevel.NO_OPT);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      options.setIntraOpNumThreads(Runtime.getRuntime().availableProcessors());
      // its threads would go on spinning while ours count
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      return new CpuSession(OrtEnvironment.getEnvironment().createSession(model, options));
    } catch (OrtException e) {
      throw new BadInputException(Message.of("inference.refused", reason(e)), e);
    }
  }

  /**
   * The floating-point outputs for a sample.
   *
   * @param shown inputs to hand out as well
   * @throws BadInputException if the network cannot be run on it
   */
  Map<TensorName, FloatBuffer> run(NamedSample sample, List<TensorName> shown) {
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      for (Map.Entry<TensorName, TensorValues> input : sample.values().entrySet()) {
        inputs.put(input.getKey().value(), tensor(input.getValue()));
      }
      Map<TensorName, FloatBuffer> found = new LinkedHashMap<>();
      for (TensorName name : shown) {
        floats(inputs.get(name.value())).ifPresent(floats -> found.put(name, floats));
      }
      try (OrtSession.Result outputs = session.run(inputs)) {
        for (Map.Entry<String, OnnxValue> output : outputs) {
          floats(output.getValue())
              .ifPresent(floats -> found.put(TensorName.of(output.getKey()), floats));
        }
      }
      return found;
    } catch (OrtException e) {
      throw new BadInputException(Message.of("inference.failed", sample.source(), reason(e)), e);
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private static OnnxTensor tensor(TensorValues values) throws OrtException {
    return OnnxTensor.createTensor(
        OrtEnvironment.getEnvironment(),
        values.bytes(),
        values.shape().stream().mapToLong(Long::longValue).toArray(),
        type(values.type()));
  }

  private static OnnxJavaType type(DataType type) {
    return switch (type) {
      case FP32 -> OnnxJavaType.FLOAT;
      case FP16 -> OnnxJavaType.FLOAT16;
      case BF16 -> OnnxJavaType.BFLOAT16;
      case FP64 -> OnnxJavaType.DOUBLE;
      case INT8 -> OnnxJavaType.INT8;
      case INT16 -> OnnxJavaType.INT16;
      case INT32 -> OnnxJavaType.INT32;
      case INT64 -> OnnxJavaType.INT64;
      case UINT8 -> OnnxJavaType.UINT8;
      case BOOL -> OnnxJavaType.BOOL;
      case FP8, INT4, UINT16, UINT32, UINT64, STRING, COMPLEX, UNKNOWN ->
          throw new BadInputException(Message.of("inference.type", type.tag()));
    };
  }

  private static Optional<FloatBuffer> floats(OnnxValue value) {
    return value instanceof OnnxTensor tensor && isFloat(tensor.getInfo().type)
        ? Optional.of(tensor.getFloatBuffer())
        : Optional.empty();
  }

  private static boolean isFloat(OnnxJavaType type) {
    return type == OnnxJavaType.FLOAT
        || type == OnnxJavaType.FLOAT16
        || type == OnnxJavaType.BFLOAT16;
  }

  /** What ONNX Runtime says, in one line and without its error code and full stop. */
  private static String reason(OrtException e) {
    String line = String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " ");
    String plain =
        line.replaceFirst("^Error code - \\w+ - message: ", "").replaceFirst("\\.+$", "");
    return plain.substring(0, Math.min(MOST_REASON, plain.length()));
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("a session that is open cannot be closed", e);
    }
  }
}
