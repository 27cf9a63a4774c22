package io.trtdoctor.trt;

import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.TensorName;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;
import org.bytedeco.tensorrt.nvinfer.IExecutionContext;

/** Runs an engine on samples, one after the other, and times it on the first. */
final class EngineRun {
  private final IExecutionContext context;
  private final EngineTensors tensors;
  private final CudaStream stream;
  private final RunPlan plan;
  private final List<Double> milliseconds = new ArrayList<>();

  private EngineRun(
      IExecutionContext context, EngineTensors tensors, CudaStream stream, RunPlan plan) {
    this.context = context;
    this.tensors = tensors;
    this.stream = stream;
    this.plan = plan;
  }

  /**
   * Runs the engine; what TensorRT or CUDA refuses is told in the result.
   *
   * @param shapes of dynamic inputs, which are given their optimal one
   * @throws RefusalException if the feed has no samples
   */
  static RunResult of(
      ICudaEngine engine, Map<TensorName, ShapeRange> shapes, LineBridge bridge, RunPlan plan) {
    IExecutionContext context = engine.createExecutionContext();
    if (context == null || context.isNull()) {
      return RunResult.failed("TensorRT made no execution context");
    }
    try (EngineTensors tensors = new EngineTensors(engine, context, bridge);
        CudaStream stream = new CudaStream()) {
      tensors.bind(shapes);
      return new EngineRun(context, tensors, stream, plan).run();
    } catch (IllegalStateException e) {
      return RunResult.failed(String.valueOf(e.getMessage()));
    } finally {
      free(context);
    }
  }

  /** Without its CUDA context the process will not be used again, and TensorRT may not survive. */
  private static void free(IExecutionContext context) {
    if (!Cuda.contextLost()) {
      NativeObjects.free(context);
    }
  }

  private RunResult run() {
    try {
      Optional<List<ByteBuffer>> sample = plan.feed().next(tensors.inputs());
      for (int i = 0; sample.isPresent(); i++) {
        tensors.load(sample.get());
        if (i == 0) {
          time();
        }
        enqueue();
        stream.synchronize();
        tensors.unload(plan.feed());
        sample = plan.feed().next(tensors.inputs());
      }
      return new RunResult(milliseconds, Optional.empty());
    } catch (IllegalStateException e) {
      return new RunResult(milliseconds, Optional.of(String.valueOf(e.getMessage())));
    }
  }

  private void time() {
    for (int i = 0; i < plan.warmUps(); i++) {
      enqueue();
    }
    stream.synchronize();
    try (CudaTimer timer = new CudaTimer(stream)) {
      for (int i = 0; i < plan.runs(); i++) {
        milliseconds.add(timer.time(this::enqueue));
      }
    }
  }

  private void enqueue() {
    if (!context.enqueueV3(stream.handle())) {
      throw new IllegalStateException("TensorRT could not run the engine; its log says why");
    }
  }
}
