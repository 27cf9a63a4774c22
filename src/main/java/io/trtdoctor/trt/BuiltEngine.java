package io.trtdoctor.trt;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bytedeco.tensorrt.global.nvinfer;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;
import org.bytedeco.tensorrt.nvinfer.IEngineInspector;
import org.bytedeco.tensorrt.nvinfer.IHostMemory;
import org.bytedeco.tensorrt.nvinfer.IRuntime;

/** An engine just built: loaded once, when it is first needed, asked for its layers, and run. */
final class BuiltEngine implements AutoCloseable {
  private final Optional<IRuntime> runtime;
  private final IHostMemory serialised;
  private final LineBridge bridge;
  private Optional<ICudaEngine> engine = Optional.empty();

  BuiltEngine(Optional<IRuntime> runtime, IHostMemory serialised, LineBridge bridge) {
    this.runtime = runtime;
    this.serialised = serialised;
    this.bridge = bridge;
  }

  private Optional<ICudaEngine> engine() {
    if (engine.isEmpty()) {
      engine =
          runtime
              .map(r -> r.deserializeCudaEngine(serialised.data(), serialised.size()))
              .filter(loaded -> !loaded.isNull());
    }
    return engine;
  }

  /** The engine inspector's JSON, if the plan asks for it and there is any. */
  Optional<String> layers(BuildPlan plan, TensorRt.Listener listener) {
    return plan.inspect()
        ? during(listener::inspecting, () -> engine().flatMap(BuiltEngine::inspect))
        : Optional.empty();
  }

  private static Optional<String> inspect(ICudaEngine engine) {
    IEngineInspector inspector = engine.createEngineInspector();
    try {
      return Optional.ofNullable(
          inspector.getEngineInformation(nvinfer.LayerInformationFormat.kJSON));
    } finally {
      NativeObjects.free(inspector);
    }
  }

  /** What came of running it, if the plan asks for that. */
  Optional<RunResult> run(BuildPlan plan, TensorRt.Listener listener) {
    return plan.run().map(run -> during(listener::measuring, () -> run(plan, run)));
  }

  private RunResult run(BuildPlan plan, RunPlan run) {
    return engine()
        .map(loaded -> EngineRun.of(loaded, plan.shapes(), bridge, run))
        .orElseGet(() -> RunResult.failed("TensorRT could not load the engine that it had built"));
  }

  private static <T> T during(Consumer<Boolean> mark, Supplier<T> work) {
    mark.accept(true);
    try {
      return work.get();
    } finally {
      mark.accept(false);
    }
  }

  @Override
  public void close() {
    if (!Cuda.contextLost()) {
      engine.ifPresent(NativeObjects::free);
    }
  }
}
