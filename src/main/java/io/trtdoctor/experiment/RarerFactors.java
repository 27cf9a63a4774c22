package io.trtdoctor.experiment;

import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.ConstraintMode;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.TacticSource;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What of a recipe is seldom to blame, each with what to have instead; worth a probe once none of
 * {@link Factors} is, or when the catalogue names one.
 */
final class RarerFactors {
  private static final List<String> KERNELS = List.of("no-implementation");

  private static final Map<BuilderFlag, List<String>> FLAG_CAUSES =
      Map.of(
          BuilderFlag.STRONGLY_TYPED, List.of("strongly-typed-conflict"),
          BuilderFlag.GPU_FALLBACK, List.of("dla-fallback"),
          BuilderFlag.FP16, KERNELS,
          BuilderFlag.BF16, KERNELS,
          BuilderFlag.FP8, KERNELS);

  private final Recipe recipe;
  private final List<Factor> found = new ArrayList<>();

  private RarerFactors(Recipe recipe) {
    this.recipe = recipe;
  }

  /**
   * Those that tell most for their cost first; INT8 itself last, as to do without it is no cure.
   *
   * @param otherLine another TensorRT line that probes can be built with
   */
  static List<Factor> of(Recipe recipe, Optional<String> otherLine) {
    RarerFactors factors = new RarerFactors(recipe);
    factors.constraintMode();
    factors.profileRange();
    factors.dynamicRanges();
    factors.tacticSources();
    factors.optimizationLevel();
    factors.timingCache();
    EnumSet.complementOf(EnumSet.of(BuilderFlag.INT8)).forEach(factors::flag);
    otherLine.ifPresent(factors::line);
    factors.flag(BuilderFlag.INT8);
    return List.copyOf(factors.found);
  }

  /** Without constraints of its own; with some, what is asked of the layers comes first. */
  private void constraintMode() {
    if (recipe.constraintMode() != ConstraintMode.NONE && recipe.constraints().isEmpty()) {
      found.add(
          Factor.of(
              "constraint-mode",
              mode(recipe.constraintMode()),
              mode(ConstraintMode.NONE),
              List.of(),
              r -> r.toBuilder().constraints(ConstraintMode.NONE, r.constraints()).build()));
    }
  }

  /** A constraint mode in words. */
  static Message mode(ConstraintMode mode) {
    return Message.of("experiment.constraint-mode.is", mode.name().toLowerCase(Locale.ROOT));
  }

  private void profileRange() {
    boolean open =
        recipe.shapes().values().stream()
            .anyMatch(range -> !range.equals(ShapeRange.fixed(range.opt())));
    if (open) {
      found.add(
          Factor.of(
              "profile-range",
              Message.of("experiment.profile.ranges"),
              Message.of("experiment.profile.fixed"),
              List.of("no-calibration-profile", "calibration-batch-shape"),
              RarerFactors::withFixedShapes));
    }
  }

  private static Recipe withFixedShapes(Recipe recipe) {
    Recipe.Builder fixed = recipe.toBuilder();
    for (Map.Entry<TensorName, ShapeRange> input : recipe.shapes().entrySet()) {
      fixed.shape(input.getKey(), ShapeRange.fixed(input.getValue().opt()));
    }
    return fixed.build();
  }

  private void dynamicRanges() {
    if (!recipe.dynamicRanges().isEmpty()) {
      found.add(
          Factor.of(
              "ranges",
              Message.of("experiment.ranges.given", recipe.dynamicRanges().size()),
              Message.of("experiment.ranges.calibrated"),
              List.of("dynamic-range-missing", "scale-missing"),
              RarerFactors::withoutRanges));
    }
  }

  /** Calibrated in their stead where nothing else gives scales. */
  private static Recipe withoutRanges(Recipe recipe) {
    Recipe.Builder without = recipe.toBuilder().noDynamicRanges();
    if (recipe.calibrator().isEmpty()) {
      without.calibrator(CalibrationAlgorithm.ENTROPY_2, Factors.synthetic());
    }
    return without.build();
  }

  private void tacticSources() {
    recipe
        .tacticSources()
        .ifPresent(
            sources ->
                found.add(
                    Factor.of(
                        "tactics",
                        Message.of("experiment.tactics.given", tags(sources)),
                        Message.of("experiment.default"),
                        KERNELS,
                        r -> r.toBuilder().noTacticSources().build())));
  }

  private static String tags(Set<TacticSource> sources) {
    return sources.stream().map(TacticSource::tag).sorted().collect(Collectors.joining(", "));
  }

  private void optimizationLevel() {
    if (recipe.optimizationLevel().isPresent()) {
      found.add(
          Factor.of(
              "level",
              Message.of("experiment.level.is", recipe.optimizationLevel().getAsInt()),
              Message.of("experiment.default"),
              KERNELS,
              r -> r.toBuilder().noOptimizationLevel().build()));
    }
  }

  private void timingCache() {
    if (recipe.timingCache()) {
      found.add(
          Factor.of(
              "timings",
              Message.of("experiment.timings.kept"),
              Message.of("experiment.timings.anew"),
              List.of(),
              r -> r.toBuilder().timingCache(false).build()));
    }
  }

  private void flag(BuilderFlag flag) {
    if (recipe.flags().contains(flag)) {
      found.add(
          new Factor(
              "flag-" + flag.tag(),
              Message.of("experiment.factor.flag", flag.name()),
              Message.of("experiment.flag.set"),
              Message.of("experiment.flag.not-set"),
              FLAG_CAUSES.getOrDefault(flag, List.of()),
              r -> without(r, flag)));
    }
  }

  private static Recipe without(Recipe recipe, BuilderFlag flag) {
    Set<BuilderFlag> others = EnumSet.noneOf(BuilderFlag.class);
    others.addAll(recipe.flags());
    others.remove(flag);
    return recipe.toBuilder().onlyFlags(others).build();
  }

  private void line(String other) {
    found.add(
        Factor.of(
            "line",
            Message.of("experiment.line.is", recipe.line()),
            Message.of("experiment.line.is", other),
            List.of("known-defect", "removed-api", "builder-resource-missing"),
            r -> r.toBuilder().line(other).build()));
  }
}
