package io.trtdoctor.experiment;

import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.ConstraintMode;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What of a recipe may be to blame, each with what to have instead. */
final class Factors {
  private static final long SEED = 1;
  private static final int BATCHES = 2;
  private static final List<String> CACHE_CAUSES =
      List.of(
          "calibration-cache-rejected",
          "calibration-cache-empty",
          "calibration-cache-foreign",
          "calibration-cache-partial",
          "calibration-cache-bad-scale",
          "calibration-cache-corrupt",
          "calibration-cache-other-version",
          "fused-output-without-scale",
          "scale-missing");

  private final Recipe recipe;
  private final NetworkGraph network;
  private final Optional<FileRef> goodCache;
  private final List<Factor> found = new ArrayList<>();

  private Factors(Recipe recipe, NetworkGraph network, Optional<FileRef> goodCache) {
    this.recipe = recipe;
    this.network = network;
    this.goodCache = goodCache;
  }

  /**
   * In the order in which a build comes upon them.
   *
   * @param goodCache what to have in place of the recipe's cache; without one the recipe is
   *     calibrated anew
   */
  static List<Factor> of(Recipe recipe, NetworkGraph network, Optional<FileRef> goodCache) {
    Factors factors = new Factors(recipe, network, goodCache);
    factors.profile();
    factors.calibrator();
    factors.batches();
    factors.cache();
    factors.constraints();
    factors.workspace();
    return List.copyOf(factors.found);
  }

  private void profile() {
    List<TensorName> open =
        network.network().inputs().stream()
            .filter(input -> isOpen(input) && !recipe.shapes().containsKey(input))
            .toList();
    if (!open.isEmpty()) {
      found.add(
          Factor.of(
              "profile",
              Message.of("experiment.none"),
              Message.of("experiment.profile.ones"),
              List.of("no-optimization-profile", "no-calibration-profile"),
              r -> withShapes(r, open)));
    }
  }

  private boolean isOpen(TensorName input) {
    return shape(input).stream().anyMatch(dimension -> dimension < 0);
  }

  private List<Long> shape(TensorName input) {
    return network.network().tensor(input).flatMap(Tensor::shape).orElse(List.of());
  }

  /** Every open dimension becomes 1. */
  private Recipe withShapes(Recipe other, List<TensorName> open) {
    Recipe.Builder builder = other.toBuilder();
    for (TensorName input : open) {
      List<Integer> ones = shape(input).stream().map(d -> d < 0 ? 1 : Math.toIntExact(d)).toList();
      builder.shape(input, ShapeRange.fixed(ones));
    }
    return builder.build();
  }

  private void calibrator() {
    Optional<CalibrationAlgorithm> given = recipe.calibrator();
    if (given.isEmpty()) {
      if (calibrates()) {
        found.add(
            Factor.of(
                "calibrator",
                Message.of("experiment.none"),
                calibratorIs(CalibrationAlgorithm.ENTROPY_2),
                List.of("no-calibrator", "dynamic-range-missing", "scale-missing"),
                r ->
                    r.toBuilder().calibrator(CalibrationAlgorithm.ENTROPY_2, synthetic()).build()));
      }
    } else if (given.get() != CalibrationAlgorithm.ENTROPY_2) {
      found.add(
          Factor.of(
              "calibrator",
              calibratorIs(given.get()),
              calibratorIs(CalibrationAlgorithm.ENTROPY_2),
              List.of("calibration-cache-rejected"),
              r -> r.toBuilder().calibrator(CalibrationAlgorithm.ENTROPY_2, r.batches()).build()));
    }
  }

  private boolean calibrates() {
    return recipe.flags().contains(BuilderFlag.INT8)
        && !recipe.flags().contains(BuilderFlag.STRONGLY_TYPED)
        && !network.network().isQuantized();
  }

  private static Message calibratorIs(CalibrationAlgorithm algorithm) {
    return Message.of("experiment.calibrator.is", algorithm.className());
  }

  static Batches.Synthetic synthetic() {
    return Batches.Synthetic.normal(SEED, BATCHES);
  }

  /**
   * What the calibrator hands over. Synthetic data that are as they should be are no factor, and
   * that nothing is handed over is none where a cache is to do instead.
   */
  private void batches() {
    if (recipe.calibrator().isEmpty() || isPlain(recipe.batches()) || cacheIsToDo()) {
      return;
    }
    boolean none = recipe.batches() instanceof Batches.None;
    found.add(
        Factor.of(
            none ? "batches" : "data",
            BatchesText.of(recipe.batches()),
            BatchesText.of(synthetic()),
            none
                ? List.of("calibrator-no-batches")
                : List.of(
                    "calibrator-bad-pointer",
                    "calibration-data-not-finite",
                    "calibration-data-degenerate",
                    "calibrator-api-misuse",
                    "calibration-batch-shape",
                    "calibrator-no-batches"),
            r ->
                r.calibrator().isEmpty()
                    ? r
                    : r.toBuilder().calibrator(r.calibrator().get(), synthetic()).build()));
  }

  private static boolean isPlain(Batches batches) {
    return batches instanceof Batches.Synthetic made
        && made.count() > 0
        && made.notANumberIn().isEmpty()
        && (made.distribution() == Batches.Distribution.NORMAL
            || made.distribution() == Batches.Distribution.UNIFORM);
  }

  private boolean cacheIsToDo() {
    return recipe.calibrationCache().isPresent() && recipe.batches() instanceof Batches.None;
  }

  private void cache() {
    recipe
        .calibrationCache()
        .ifPresent(
            given ->
                found.add(
                    Factor.of(
                        "cache",
                        cacheIs(given),
                        goodCache
                            .map(Factors::cacheIs)
                            .orElseGet(() -> Message.of("experiment.cache.anew")),
                        CACHE_CAUSES,
                        this::withGoodCache)));
  }

  private static Message cacheIs(FileRef file) {
    return Message.of("experiment.cache.given", file.sha256().substring(0, 12));
  }

  private Recipe withGoodCache(Recipe other) {
    return goodCache
        .map(good -> other.toBuilder().calibrationCache(good).build())
        .orElseGet(() -> calibratedAnew(other));
  }

  /**
   * The recipe without its cache, calibrated with what it hands over or, failing that, synthetic.
   */
  static Recipe calibratedAnew(Recipe recipe) {
    return recipe.toBuilder()
        .noCalibrationCache()
        .calibrator(
            recipe.calibrator().orElse(CalibrationAlgorithm.ENTROPY_2),
            recipe.batches() instanceof Batches.None ? synthetic() : recipe.batches())
        .build();
  }

  private void constraints() {
    if (!recipe.constraints().isEmpty()) {
      found.add(
          Factor.of(
              "constraints",
              Message.of(
                  "experiment.constraints.given",
                  recipe.constraints().size(),
                  recipe.constraintMode().name().toLowerCase(java.util.Locale.ROOT)),
              Message.of("experiment.none"),
              List.of(
                  "constraint-without-kernel",
                  "constraint-on-index-layer",
                  "constraint-ignored",
                  "no-implementation"),
              r -> r.toBuilder().constraints(ConstraintMode.NONE, List.of()).build()));
    }
  }

  private void workspace() {
    if (recipe.workspaceBytes().isPresent()) {
      found.add(
          Factor.of(
              "workspace",
              Message.of("experiment.workspace.bytes", recipe.workspaceBytes().getAsLong()),
              Message.of("experiment.default"),
              List.of("workspace-too-small", "out-of-memory", "no-implementation"),
              r -> r.toBuilder().noWorkspaceLimit().build()));
    }
  }
}
