package io.trtdoctor.cli;

import io.trtdoctor.data.CalibrationData;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.ConstraintMode;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.LayerRules;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.text.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The recipe for a build that we make ourselves: what the user said, and where he said nothing what
 * an INT8 build needs.
 *
 * <ul>
 *   <li>No precision at all: INT8.
 *   <li>INT8 without quantization in the network: the entropy 2 calibrator.
 *   <li>A calibrator without data: 2 synthetic batches; with a cache, none, so that it is seen
 *       whether the cache alone suffices.
 *   <li>No optimization level: TensorRT's own, since lower ones have fewer kernels to choose from,
 *       and whether one is found is often the question; with neither data nor a cache the lowest,
 *       since such a build does not get beyond calibration.
 * </ul>
 */
final class OwnRecipe {
  private static final String ORIGIN = "trt-doctor";
  private static final Set<BuilderFlag> PRECISIONS =
      EnumSet.of(
          BuilderFlag.INT8,
          BuilderFlag.FP16,
          BuilderFlag.BF16,
          BuilderFlag.FP8,
          BuilderFlag.STRONGLY_TYPED);

  private final BuildSettings given;
  private final Network network;
  private final ProbeOptions options;
  private final Optional<Batches> asked;
  private final List<Message> defaults = new ArrayList<>();
  private final Map<TensorName, ShapeRange> shapes;
  private final Set<BuilderFlag> flags;
  private final Optional<CalibrationAlgorithm> calibrator;
  private final Batches batches;
  private final OptionalInt level;

  /**
   * A recipe to be.
   *
   * @param asked what the calibrator is to hand over, empty if nobody said
   */
  OwnRecipe(BuildSettings given, Network network, ProbeOptions options, Optional<Batches> asked) {
    this.asked = asked;
    this.given = given;
    this.network = network;
    this.options = options;
    this.shapes = ProfileShapes.of(given);
    this.flags = flags();
    this.calibrator = calibrator();
    this.batches = calibrator.isPresent() ? batches() : new Batches.None();
    this.level = level();
  }

  private Set<BuilderFlag> flags() {
    if (given.flags().stream().anyMatch(PRECISIONS::contains)) {
      return given.flags();
    }
    defaults.add(Message.of("cli.gpu.default.int8"));
    Set<BuilderFlag> all = EnumSet.of(BuilderFlag.INT8);
    all.addAll(given.flags());
    return all;
  }

  private Optional<CalibrationAlgorithm> calibrator() {
    if (given.calibrator().isPresent()) {
      return given.calibrator();
    }
    if (!flags.contains(BuilderFlag.INT8)
        || flags.contains(BuilderFlag.STRONGLY_TYPED)
        || network.isQuantized()) {
      return Optional.empty();
    }
    defaults.add(
        Message.of("cli.gpu.default.calibrator", CalibrationAlgorithm.ENTROPY_2.className()));
    return Optional.of(CalibrationAlgorithm.ENTROPY_2);
  }

  private Batches batches() {
    if (asked.isPresent()) {
      return asked.get();
    }
    if (given.calibrationCache().isPresent()) {
      return new Batches.None();
    }
    Batches.Synthetic made = CalibrationData.unasked();
    defaults.add(
        Message.of(
            "cli.gpu.default.data",
            "synthetic:"
                + made.distribution().tag()
                + ",seed="
                + made.seed()
                + ",batches="
                + made.count()));
    return made;
  }

  private OptionalInt level() {
    OptionalInt asked = options.optimizationLevel();
    if (asked.isPresent() || !endsInCalibration()) {
      return asked;
    }
    defaults.add(Message.of("cli.gpu.default.level"));
    return OptionalInt.of(0);
  }

  private boolean endsInCalibration() {
    return calibrator.isPresent()
        && given.calibrationCache().isEmpty()
        && batches instanceof Batches.None;
  }

  /** What nobody said, empty if everything was. */
  Optional<Message> defaults() {
    return defaults.stream()
        .reduce((first, next) -> Message.of("cli.gpu.and", first, next))
        .map(all -> Message.of("cli.gpu.defaults", all));
  }

  /** What leans on data that are not the user's, empty if nothing does. */
  Optional<Message> remarkOnData() {
    return endsInCalibration()
        ? Optional.of(Message.of("cli.gpu.no-data"))
        : DataInput.madeUp(batches);
  }

  /** The settings of the build, with ours where nobody said anything. */
  BuildSettings settings() {
    Map<String, String> origins = new HashMap<>(given.origins());
    origins.putIfAbsent("--int8", ORIGIN);
    if (calibrator.isPresent()) {
      origins.putIfAbsent("--calibrator", ORIGIN);
    }
    return new BuildSettings(
        flags,
        given.constraintMode(),
        given.constraints(),
        calibrator,
        given.calibrationCache(),
        given.minShapes(),
        given.optShapes(),
        given.maxShapes(),
        given.workspaceBytes(),
        origins,
        given.notUnderstood());
  }

  /**
   * The recipe.
   *
   * @param timingCache whether kernel timings are kept from build to build
   * @throws io.trtdoctor.error.BadInputException if a file cannot be read
   */
  Recipe recipe(Path model, String line, boolean timingCache) {
    Set<BuilderFlag> plain = EnumSet.noneOf(BuilderFlag.class);
    plain.addAll(flags);
    plain.remove(BuilderFlag.PREFER_PRECISION_CONSTRAINTS);
    plain.remove(BuilderFlag.OBEY_PRECISION_CONSTRAINTS);
    Recipe.Builder recipe =
        Recipe.of(FileRef.of(model), line)
            .flags(plain)
            .constraints(mode(), LayerRules.byName(given.constraints(), network))
            .timingCache(timingCache)
            .plugins(options.plugins());
    calibrator.ifPresent(algorithm -> recipe.calibrator(algorithm, batches));
    given
        .calibrationCache()
        .filter(cache -> calibrator.isPresent())
        .ifPresent(cache -> recipe.calibrationCache(FileRef.of(CaseFiles.path(cache))));
    shapes.forEach(recipe::shape);
    given.workspaceBytes().ifPresent(recipe::workspaceBytes);
    level.ifPresent(recipe::optimizationLevel);
    return recipe.build();
  }

  private ConstraintMode mode() {
    if (given.constraintMode().isPresent()) {
      return given.constraintMode().get();
    } else if (flags.contains(BuilderFlag.OBEY_PRECISION_CONSTRAINTS)) {
      return ConstraintMode.OBEY;
    }
    return flags.contains(BuilderFlag.PREFER_PRECISION_CONSTRAINTS)
        ? ConstraintMode.PREFER
        : ConstraintMode.NONE;
  }
}
