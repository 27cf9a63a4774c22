package io.trtdoctor.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Loads and runs models in ONNX Runtime, which is the judge of what we write. */
public final class TestRuntime {
  /**
   * A tensor that came out.
   *
   * @param values those of a small INT64 tensor, else empty
   */
  public record Result(List<Long> shape, List<Long> values) {}

  private static final int MOST_VALUES = 64;

  private TestRuntime() {}

  /** Fails if the runtime refuses the model. */
  public static void load(byte[] model) {
    try (OrtSession session = session(model)) {
      if (session.getNumOutputs() == 0) {
        throw new AssertionError("a model without outputs");
      }
    } catch (OrtException e) {
      throw new AssertionError(e);
    }
  }

  /** Runs a model of static shape on zeros. */
  public static Map<String, Result> run(byte[] model) {
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try (OrtSession session = session(model)) {
      for (Map.Entry<String, NodeInfo> input : session.getInputInfo().entrySet()) {
        inputs.put(input.getKey(), zeros((TensorInfo) input.getValue().getInfo()));
      }
      Map<String, Result> results = new LinkedHashMap<>();
      try (OrtSession.Result outputs = session.run(inputs)) {
        for (Map.Entry<String, ai.onnxruntime.OnnxValue> output : outputs) {
          results.put(output.getKey(), result((OnnxTensor) output.getValue()));
        }
      }
      return results;
    } catch (OrtException e) {
      throw new AssertionError(e);
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  /** The bytes of a model. */
  public static byte[] bytes(OnnxModel model) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      model.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static OrtSession session(byte[] model) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      options.setIntraOpNumThreads(1);
      return OrtEnvironment.getEnvironment().createSession(model, options);
    }
  }

  private static OnnxTensor zeros(TensorInfo info) throws OrtException {
    long elements = Arrays.stream(info.getShape()).reduce(1, Math::multiplyExact);
    ByteBuffer data =
        ByteBuffer.allocateDirect(Math.toIntExact(elements * info.type.size))
            .order(ByteOrder.nativeOrder());
    return OnnxTensor.createTensor(
        OrtEnvironment.getEnvironment(), data, info.getShape(), info.type);
  }

  private static Result result(OnnxTensor tensor) {
    List<Long> shape = Arrays.stream(tensor.getInfo().getShape()).boxed().toList();
    boolean isSmall =
        tensor.getInfo().type == OnnxJavaType.INT64
            && tensor.getInfo().getNumElements() <= MOST_VALUES;
    return new Result(
        shape,
        isSmall ? Arrays.stream(tensor.getLongBuffer().array()).boxed().toList() : List.of());
  }
}
