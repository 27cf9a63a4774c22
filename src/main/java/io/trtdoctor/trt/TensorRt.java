package io.trtdoctor.trt;

import io.trtdoctor.model.CalibratorCall;
import java.nio.file.Path;
import java.util.Map;

/** One builder of TensorRT, kept for many builds; for one thread. */
public interface TensorRt extends AutoCloseable {
  /** Hears what TensorRT does, on whatever thread it does it. */
  interface Listener {
    /** A message of ILogger; {@code severity} is 0 for internal errors to 4 for verbose. */
    void message(int severity, String text);

    /** A calibrator's callback; {@code seconds} of the call is 0 and to be filled in. */
    void called(CalibratorCall call);

    /** A built engine is about to be asked for its layers, or has been. */
    void inspecting(boolean begins);

    /** A built engine is about to be run, or has been. */
    void measuring(boolean begins);
  }

  /** The versions of TensorRT, CUDA and driver, the GPU's name and its memory in bytes. */
  Map<String, String> machine();

  /** How much GPU memory is free and how much there is, in bytes. */
  GpuMemory gpuMemory();

  /**
   * Parses an ONNX file.
   *
   * @throws ParseFailure if the parser says no
   */
  ParsedNetwork parse(Path model, boolean stronglyTyped, Listener listener);

  /**
   * Builds an engine; a build that fails is a result, not an exception.
   *
   * @throws RefusalException if the plan cannot be set up, for example since it names a tensor that
   *     the network lacks
   */
  BuildResult build(ParsedNetwork network, BuildPlan plan, Listener listener);

  @Override
  void close();
}
