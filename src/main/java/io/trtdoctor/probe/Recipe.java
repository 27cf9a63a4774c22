package io.trtdoctor.probe;

import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.ConstraintMode;
import io.trtdoctor.model.DynamicRange;
import io.trtdoctor.model.PrecisionConstraint;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.TacticSource;
import io.trtdoctor.model.TensorName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * Everything that decides a build; equal recipes have equal hashes, wherever their files lie.
 *
 * @param model the ONNX file
 * @param outputs tensors to make the network's only outputs, so that just what they need is built;
 *     empty for the whole network
 * @param flags builder flags, without the two of the constraint mode
 * @param constraintMode what the builder makes of the constraints
 * @param constraints in order; the last one that matches a layer wins. Rules for operator types are
 *     compared with TensorRT's layer types; {@link LayerRules} turns them into rules for names
 * @param calibrator the calibrator's class, empty for none
 * @param batches what it hands over
 * @param calibrationCache what the calibrator answers when asked for a cache, empty for null
 * @param dynamicRanges by tensor
 * @param shapes the optimization profile by input, empty for none
 * @param workspaceBytes the limit of the workspace pool in bytes, empty for TensorRT's own
 * @param optimizationLevel 0 to 5, empty for TensorRT's own
 * @param tacticSources all that may be used, empty for TensorRT's own choice
 * @param timingCache whether kernel timings are kept from build to build
 * @param line the TensorRT line, for example {@code 8.6}
 * @param logLevel what the hooked logger passes on
 * @param plugins libraries with plugins, loaded in order
 * @param measure what to run the built engine on, empty to build it only
 */
public record Recipe(
    FileRef model,
    List<TensorName> outputs,
    Set<BuilderFlag> flags,
    ConstraintMode constraintMode,
    List<PrecisionConstraint> constraints,
    Optional<CalibrationAlgorithm> calibrator,
    Batches batches,
    Optional<FileRef> calibrationCache,
    Map<TensorName, DynamicRange> dynamicRanges,
    Map<TensorName, ShapeRange> shapes,
    OptionalLong workspaceBytes,
    OptionalInt optimizationLevel,
    Optional<Set<TacticSource>> tacticSources,
    boolean timingCache,
    String line,
    LogLevel logLevel,
    List<FileRef> plugins,
    Optional<Measure> measure) {
  public Recipe {
    outputs = List.copyOf(outputs);
    flags = Set.copyOf(flags);
    constraints = List.copyOf(constraints);
    dynamicRanges = Map.copyOf(dynamicRanges);
    shapes = Map.copyOf(shapes);
    tacticSources = tacticSources.map(Set::copyOf);
    plugins = List.copyOf(plugins);
  }

  /** The SHA-256 of the canonical JSON, in which files stand by their content. */
  public String hash() {
    return RecipeJson.hash(this);
  }

  /** A recipe for a plain FP32 build of the model with TensorRT's own settings. */
  public static Builder of(FileRef model, String line) {
    return new Builder(model, line);
  }

  /** The same for another network. */
  public Recipe on(FileRef otherModel) {
    Builder builder = new Builder(otherModel, line);
    return copiedTo(builder).build();
  }

  /** A builder that starts with this recipe. */
  public Builder toBuilder() {
    return copiedTo(new Builder(model, line));
  }

  private Builder copiedTo(Builder copy) {
    copy.outputs = outputs;
    copy.flags.addAll(flags);
    copy.constraintMode = constraintMode;
    copy.constraints = constraints;
    copy.calibrator = calibrator;
    copy.batches = batches;
    copy.calibrationCache = calibrationCache;
    copy.dynamicRanges.putAll(dynamicRanges);
    copy.shapes.putAll(shapes);
    copy.workspaceBytes = workspaceBytes;
    copy.optimizationLevel = optimizationLevel;
    copy.tacticSources = tacticSources;
    copy.timingCache = timingCache;
    copy.logLevel = logLevel;
    copy.plugins = plugins;
    copy.measure = measure;
    return copy;
  }

  /** Puts a recipe together; what is not said keeps TensorRT's own default. */
  public static final class Builder {
    private final FileRef model;
    private String line;
    private List<TensorName> outputs = List.of();
    private final Set<BuilderFlag> flags = EnumSet.noneOf(BuilderFlag.class);
    private ConstraintMode constraintMode = ConstraintMode.NONE;
    private List<PrecisionConstraint> constraints = List.of();
    private Optional<CalibrationAlgorithm> calibrator = Optional.empty();
    private Batches batches = new Batches.None();
    private Optional<FileRef> calibrationCache = Optional.empty();
    private final Map<TensorName, DynamicRange> dynamicRanges = new TreeMap<>();
    private final Map<TensorName, ShapeRange> shapes = new TreeMap<>();
    private OptionalLong workspaceBytes = OptionalLong.empty();
    private OptionalInt optimizationLevel = OptionalInt.empty();
    private Optional<Set<TacticSource>> tacticSources = Optional.empty();
    private boolean timingCache;
    private LogLevel logLevel = LogLevel.VERBOSE;
    private List<FileRef> plugins = List.of();
    private Optional<Measure> measure = Optional.empty();

    private Builder(FileRef model, String line) {
      this.model = model;
      this.line = line;
    }

    public Builder outputs(List<TensorName> tensors) {
      outputs = List.copyOf(tensors);
      return this;
    }

    public Builder flags(BuilderFlag... more) {
      return flags(List.of(more));
    }

    /** These flags and no others. */
    public Builder onlyFlags(Collection<BuilderFlag> all) {
      flags.clear();
      return flags(all);
    }

    public Builder flags(Collection<BuilderFlag> more) {
      flags.addAll(more);
      return this;
    }

    /** Sets the rules and their mode. */
    public Builder constraints(ConstraintMode mode, List<PrecisionConstraint> rules) {
      constraintMode = mode;
      constraints = List.copyOf(rules);
      return this;
    }

    /** Does not calibrate. */
    public Builder noCalibrator() {
      calibrator = Optional.empty();
      batches = new Batches.None();
      return this;
    }

    /** Calibrates with what the batches hand over. */
    public Builder calibrator(CalibrationAlgorithm algorithm, Batches handedOver) {
      calibrator = Optional.of(algorithm);
      batches = handedOver;
      return this;
    }

    public Builder calibrationCache(FileRef file) {
      calibrationCache = Optional.of(file);
      return this;
    }

    /** Without the cache. */
    public Builder noCalibrationCache() {
      calibrationCache = Optional.empty();
      return this;
    }

    public Builder dynamicRange(TensorName tensor, DynamicRange range) {
      dynamicRanges.put(tensor, range);
      return this;
    }

    /** Without any range. */
    public Builder noDynamicRanges() {
      dynamicRanges.clear();
      return this;
    }

    public Builder shape(TensorName input, ShapeRange range) {
      shapes.put(input, range);
      return this;
    }

    public Builder workspaceBytes(long bytes) {
      workspaceBytes = OptionalLong.of(bytes);
      return this;
    }

    /** With TensorRT's own limit. */
    public Builder noWorkspaceLimit() {
      workspaceBytes = OptionalLong.empty();
      return this;
    }

    public Builder optimizationLevel(int level) {
      optimizationLevel = OptionalInt.of(level);
      return this;
    }

    /** At TensorRT's own level. */
    public Builder noOptimizationLevel() {
      optimizationLevel = OptionalInt.empty();
      return this;
    }

    /** With TensorRT's own choice of libraries. */
    public Builder noTacticSources() {
      tacticSources = Optional.empty();
      return this;
    }

    public Builder tacticSources(Collection<TacticSource> sources) {
      tacticSources = Optional.of(Set.copyOf(sources));
      return this;
    }

    public Builder timingCache(boolean kept) {
      timingCache = kept;
      return this;
    }

    /** For another TensorRT line. */
    public Builder line(String other) {
      line = other;
      return this;
    }

    public Builder logLevel(LogLevel level) {
      logLevel = level;
      return this;
    }

    public Builder plugins(Collection<FileRef> libraries) {
      plugins = new ArrayList<>(libraries);
      return this;
    }

    /** Runs the engine as well, once it is built. */
    public Builder measure(Measure on) {
      measure = Optional.of(on);
      return this;
    }

    public Recipe build() {
      return new Recipe(
          model,
          outputs,
          flags,
          constraintMode,
          constraints,
          calibrator,
          batches,
          calibrationCache,
          dynamicRanges,
          shapes,
          workspaceBytes,
          optimizationLevel,
          tacticSources,
          timingCache,
          line,
          logLevel,
          plugins,
          measure);
    }
  }
}
