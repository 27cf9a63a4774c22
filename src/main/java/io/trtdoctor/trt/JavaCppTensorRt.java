package io.trtdoctor.trt;

import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.ConstraintMode;
import io.trtdoctor.model.TacticSource;
import io.trtdoctor.model.TensorRtVersion;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.bytedeco.tensorrt.global.nvinfer;
import org.bytedeco.tensorrt.global.nvinfer_plugin;
import org.bytedeco.tensorrt.global.nvonnxparser;
import org.bytedeco.tensorrt.nvinfer.IBuilder;
import org.bytedeco.tensorrt.nvinfer.IBuilderConfig;
import org.bytedeco.tensorrt.nvinfer.IHostMemory;
import org.bytedeco.tensorrt.nvinfer.IInt8Calibrator;
import org.bytedeco.tensorrt.nvinfer.INetworkDefinition;
import org.bytedeco.tensorrt.nvinfer.IOptimizationProfile;
import org.bytedeco.tensorrt.nvinfer.IRuntime;
import org.bytedeco.tensorrt.nvonnxparser.IParser;
import org.bytedeco.tensorrt.nvonnxparser.IParserError;

/** TensorRT through JavaCPP's presets. */
@SuppressWarnings("deprecation") // calibration is deprecated from TensorRT 10.1 on
public final class JavaCppTensorRt implements TensorRt {
  private static final int EXPLICIT_BATCH = 1;
  private static final int VERBOSE = 4;

  private final NativeLogger logger;
  private final IBuilder builder;
  private final LineBridge bridge;
  private Optional<IRuntime> runtime = Optional.empty();

  private JavaCppTensorRt(NativeLogger logger, IBuilder builder, LineBridge bridge) {
    this.logger = logger;
    this.builder = builder;
    this.bridge = bridge;
  }

  /**
   * Loads TensorRT and creates a builder, which takes 10 to 18 s for 8.6.
   *
   * @param plugins libraries with plugins, loaded in order
   * @throws RefusalException if there is no GPU or no builder
   */
  public static TensorRt open(List<Path> plugins, Listener listener) {
    Cuda.requireDevice();
    NativeLogger logger = new NativeLogger(listener);
    LineBridge bridge = new LineBridge();
    IBuilder builder = nvinfer.createInferBuilder(logger);
    if (builder == null || builder.isNull()) {
      throw new RefusalException("TensorRT made no builder");
    }
    if (!nvinfer_plugin.initLibNvInferPlugins(logger, "")) {
      throw new RefusalException("TensorRT's own plugins could not be registered");
    }
    plugins.forEach(plugin -> System.load(plugin.toAbsolutePath().toString()));
    return new JavaCppTensorRt(logger, builder, bridge);
  }

  @Override
  public Map<String, String> machine() {
    Map<String, String> machine = new LinkedHashMap<>();
    machine.put("tensorrt", TensorRtVersion.ofNumber(nvinfer.getInferLibVersion()).toString());
    Cuda.describeMachine(machine);
    return machine;
  }

  @Override
  public GpuMemory gpuMemory() {
    return Cuda.memory();
  }

  @Override
  public ParsedNetwork parse(Path model, boolean stronglyTyped, Listener listener) {
    logger.passTo(listener, false);
    INetworkDefinition network =
        builder.createNetworkV2(EXPLICIT_BATCH | (stronglyTyped ? stronglyTypedBit() : 0));
    IParser parser = nvonnxparser.createParser(network, logger);
    if (!parser.parseFromFile(model.toString(), VERBOSE)) {
      String errors = errors(parser);
      NativeObjects.free(network);
      NativeObjects.free(parser);
      throw new ParseFailure(errors);
    }
    return new NativeNetwork(network, parser, bridge);
  }

  private static int stronglyTypedBit() {
    try {
      return 1 << nvinfer.NetworkDefinitionCreationFlag.valueOf("kSTRONGLY_TYPED").value;
    } catch (IllegalArgumentException e) {
      throw new RefusalException("this TensorRT has no strongly typed networks", e);
    }
  }

  private static String errors(IParser parser) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < parser.getNbErrors(); i++) {
      IParserError error = parser.getError(i);
      text.append(i == 0 ? "" : "\n")
          .append("In node ")
          .append(error.node())
          .append(" (")
          .append(error.func())
          .append("): ")
          .append(error.desc());
    }
    return text.length() == 0 ? "the ONNX parser gave no reason" : text.toString();
  }

  @Override
  public BuildResult build(ParsedNetwork parsed, BuildPlan plan, Listener listener) {
    NativeNetwork network = (NativeNetwork) parsed;
    logger.passTo(listener, plan.errorsOnly());
    IBuilderConfig config = builder.createBuilderConfig();
    try {
      network.apply(plan);
      configure(config, plan);
      return plan.calibrator().isPresent()
          ? buildCalibrated(network, config, plan, plan.calibrator().get(), listener)
          : build(network, config, plan, listener, Optional.empty());
    } finally {
      network.reset();
      NativeObjects.free(config);
    }
  }

  private BuildResult buildCalibrated(
      NativeNetwork network,
      IBuilderConfig config,
      BuildPlan plan,
      BuildPlan.Calibrator calibrator,
      Listener listener) {
    try (CalibratorCallbacks callbacks = new CalibratorCallbacks(calibrator.feed(), listener);
        IInt8Calibrator ours = calibrator(calibrator.algorithm(), callbacks)) {
      config.setInt8Calibrator(ours);
      BuildResult result = build(network, config, plan, listener, Optional.of(callbacks));
      config.setInt8Calibrator(null);
      return result;
    }
  }

  private static IInt8Calibrator calibrator(
      CalibrationAlgorithm algorithm, CalibratorCallbacks callbacks) {
    return switch (algorithm) {
      case ENTROPY_2 -> new Entropy2Calibrator(callbacks);
      case ENTROPY -> new EntropyCalibrator(callbacks);
      case MIN_MAX -> new MinMaxCalibrator(callbacks);
      case LEGACY -> new LegacyCalibrator(callbacks);
    };
  }

  private void configure(IBuilderConfig config, BuildPlan plan) {
    config.setProfilingVerbosity(nvinfer.ProfilingVerbosity.kDETAILED);
    for (BuilderFlag flag : plan.flags()) {
      if (flag != BuilderFlag.STRONGLY_TYPED) {
        config.setFlag(NativeTypes.flag(flag));
      }
    }
    if (plan.constraintMode() != ConstraintMode.NONE) {
      config.setFlag(
          NativeTypes.flag(
              plan.constraintMode() == ConstraintMode.OBEY
                  ? BuilderFlag.OBEY_PRECISION_CONSTRAINTS
                  : BuilderFlag.PREFER_PRECISION_CONSTRAINTS));
    }
    plan.workspaceBytes()
        .ifPresent(bytes -> config.setMemoryPoolLimit(nvinfer.MemoryPoolType.kWORKSPACE, bytes));
    plan.optimizationLevel().ifPresent(config::setBuilderOptimizationLevel);
    plan.tacticSources().ifPresent(sources -> setTacticSources(config, sources));
    if (!plan.shapes().isEmpty()) {
      addProfile(config, plan);
    }
  }

  private static void setTacticSources(IBuilderConfig config, Set<TacticSource> sources) {
    int bits = 0;
    for (TacticSource source : sources) {
      bits |= 1 << nvinfer.TacticSource.valueOf("k" + source.name()).value;
    }
    if (!config.setTacticSources(bits)) {
      throw new RefusalException("TensorRT does not take the tactic sources " + sources);
    }
  }

  private void addProfile(IBuilderConfig config, BuildPlan plan) {
    IOptimizationProfile profile = builder.createOptimizationProfile();
    plan.shapes()
        .forEach(
            (input, range) -> {
              if (!bridge.setDimensions(profile, input.value(), range)) {
                throw new RefusalException("TensorRT does not take the shapes for " + input);
              }
            });
    if (config.addOptimizationProfile(profile) < 0) {
      throw new RefusalException("TensorRT does not take the optimization profile");
    }
    if (plan.calibrator().isPresent() && !config.setCalibrationProfile(profile)) {
      throw new RefusalException("TensorRT does not take the profile for calibration");
    }
  }

  private BuildResult build(
      NativeNetwork network,
      IBuilderConfig config,
      BuildPlan plan,
      Listener listener,
      Optional<CalibratorCallbacks> callbacks) {
    Optional<TimingCacheFile> timings =
        plan.timingCache().map(path -> logger.aside(() -> TimingCacheFile.attach(config, path)));
    IHostMemory engine = builder.buildSerializedNetwork(network.handle(), config);
    try {
      boolean built = engine != null && !engine.isNull();
      boolean lost = Cuda.contextLost();
      if (!lost) {
        timings.ifPresent(TimingCacheFile::save);
      }
      Look look = built && !lost ? look(engine, plan, listener) : Look.NONE;
      return new BuildResult(
          built ? OptionalLong.of(engine.size()) : OptionalLong.empty(),
          callbacks.flatMap(CalibratorCallbacks::writtenCache),
          look.layers,
          look.run,
          network.describe(),
          callbacks.flatMap(CalibratorCallbacks::failure),
          Cuda.contextLost());
    } finally {
      NativeObjects.free(engine);
      timings.ifPresent(TimingCacheFile::close);
    }
  }

  /** What is known of an engine once it is built. */
  private record Look(Optional<String> layers, Optional<RunResult> run) {
    static final Look NONE = new Look(Optional.empty(), Optional.empty());
  }

  private Look look(IHostMemory serialised, BuildPlan plan, Listener listener) {
    try (BuiltEngine engine = new BuiltEngine(runtime(), serialised, bridge)) {
      return new Look(engine.layers(plan, listener), engine.run(plan, listener));
    }
  }

  private Optional<IRuntime> runtime() {
    if (runtime.isEmpty()) {
      runtime =
          Optional.ofNullable(nvinfer.createInferRuntime(logger)).filter(made -> !made.isNull());
    }
    return runtime;
  }

  @Override
  public void close() {
    runtime.ifPresent(NativeObjects::free);
    NativeObjects.free(builder);
    logger.close();
  }
}
