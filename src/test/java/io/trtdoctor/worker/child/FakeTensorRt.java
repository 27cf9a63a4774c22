package io.trtdoctor.worker.child;

import io.trtdoctor.model.BuilderLayer;
import io.trtdoctor.model.CalibratorCall;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.HalfFloat;
import io.trtdoctor.trt.BuildPlan;
import io.trtdoctor.trt.BuildResult;
import io.trtdoctor.trt.CalibrationFeed;
import io.trtdoctor.trt.GpuMemory;
import io.trtdoctor.trt.ParseFailure;
import io.trtdoctor.trt.ParsedNetwork;
import io.trtdoctor.trt.RunPlan;
import io.trtdoctor.trt.RunResult;
import io.trtdoctor.trt.TensorRt;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A builder without a GPU: asks the calibrator for all its batches and then builds. */
final class FakeTensorRt implements TensorRt {
  final List<Path> parsed = new ArrayList<>();
  final List<BuildPlan> plans = new ArrayList<>();
  boolean contextLost;
  boolean breaksOnBuild;

  @Override
  public Map<String, String> machine() {
    return Map.of("tensorrt", "8.6.1");
  }

  @Override
  public GpuMemory gpuMemory() {
    return new GpuMemory(1, 2);
  }

  @Override
  public ParsedNetwork parse(Path model, boolean stronglyTyped, Listener listener) {
    if (model.toString().endsWith("broken.onnx")) {
      listener.message(1, "ModelImporter.cpp: bad model");
      throw new ParseFailure("bad model");
    }
    parsed.add(model);
    listener.message(3, "Input filename: " + model);
    return new ParsedNetwork() {
      @Override
      public List<Input> inputs() {
        return List.of(new Input("x", DataType.FP32, List.of(1L, 2L)));
      }

      @Override
      public void close() {
        parsed.remove(model);
      }
    };
  }

  @Override
  public BuildResult build(ParsedNetwork network, BuildPlan plan, Listener listener) {
    plans.add(plan);
    if (breaksOnBuild) {
      throw new IllegalStateException("presets do not do as they declare");
    }
    plan.calibrator().ifPresent(calibrator -> calibrate(calibrator.feed(), listener));
    return new BuildResult(
        OptionalLong.of(7),
        Optional.of("TRT-8601-EntropyCalibration2\n"),
        Optional.empty(),
        plan.run().map(run -> run(run, listener)),
        List.of(
            new BuilderLayer(0, "conv", "CONVOLUTION", Optional.of(DataType.INT8), List.of(), "")),
        Optional.empty(),
        contextLost);
  }

  /** Answers each sample with twice its values, in half precision. */
  private static RunResult run(RunPlan plan, Listener listener) {
    listener.measuring(true);
    Optional<List<ByteBuffer>> sample = plan.feed().next(List.of("x"));
    while (sample.isPresent()) {
      ByteBuffer x = sample.get().get(0).order(ByteOrder.LITTLE_ENDIAN);
      ByteBuffer y = ByteBuffer.allocate(2 * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      y.putShort(HalfFloat.bits(2 * x.getFloat(0))).putShort(HalfFloat.bits(2 * x.getFloat(4)));
      plan.feed().output("y", DataType.FP16, List.of(1L, 2L), y.flip());
      sample = plan.feed().next(List.of("x"));
    }
    listener.measuring(false);
    return new RunResult(Collections.nCopies(plan.runs(), 1.5), Optional.empty());
  }

  private static void calibrate(CalibrationFeed feed, Listener listener) {
    boolean more = true;
    while (more) {
      try {
        more = !(feed.next(List.of("x")) instanceof CalibrationFeed.Batch.End);
      } catch (RuntimeException e) {
        more = false;
      }
      listener.called(
          new CalibratorCall(
              0,
              CalibratorCall.Method.GET_BATCH,
              more,
              1,
              List.of(),
              OptionalDouble.empty(),
              Optional.empty()));
    }
  }

  @Override
  public void close() {
    // nothing is open
  }
}
