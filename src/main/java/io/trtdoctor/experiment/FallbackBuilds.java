package io.trtdoctor.experiment;

import io.trtdoctor.experiment.Laboratory.Inquiry;
import io.trtdoctor.experiment.Laboratory.Result;
import io.trtdoctor.fallback.Fallback;
import io.trtdoctor.fallback.FallbackExports;
import io.trtdoctor.fallback.LiftedLayer;
import io.trtdoctor.finding.FallbackBuild;
import io.trtdoctor.finding.FallbackBuild.Difference;
import io.trtdoctor.finding.FallbackBuild.Lift;
import io.trtdoctor.finding.ProbeSummary;
import io.trtdoctor.finding.Proof;
import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.BuilderLayer;
import io.trtdoctor.model.ConstraintMode;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.EngineLayer;
import io.trtdoctor.model.LayerName;
import io.trtdoctor.model.PrecisionConstraint;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.EngineLayers;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Measure;
import io.trtdoctor.probe.Measurement;
import io.trtdoctor.probe.Observations;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.OutputDifference;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.SampleOutput;
import io.trtdoctor.probe.Until;
import io.trtdoctor.search.Answer;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Builds what avoids a fault of constraints, runs each engine, and compares: with FP32 for its
 * outputs, with FP16 and with all of it in INT8 for its speed. One probe after the other, so that
 * none disturbs another and all run in the same process.
 */
final class FallbackBuilds {
  private static final Measure MEASURE = new Measure(Batches.Synthetic.normal(2, 4), 20, 100);

  private static final String PREFER = "prefer";

  private final Laboratory laboratory;
  private final LayerVariation variation;
  private final Set<BuilderLayer> culprits;
  private final Symptom symptom;
  private final List<FallbackBuild> made = new ArrayList<>();
  private Optional<Measurement> reference = Optional.empty();

  FallbackBuilds(
      Laboratory laboratory,
      LayerVariation variation,
      Set<BuilderLayer> culprits,
      Symptom symptom) {
    this.laboratory = laboratory;
    this.variation = variation;
    this.culprits = Set.copyOf(culprits);
    this.symptom = symptom;
  }

  /** A build to make: its recipe and what it lifts. */
  private record Plan(String id, Recipe recipe, List<Lift> lifts) {}

  /**
   * Makes the builds.
   *
   * @throws InterruptedException if the thread is interrupted; {@link #made} has those until then
   */
  void make() throws InterruptedException {
    for (Plan plan : plans()) {
      if (laboratory.budget().isSpent()) {
        break;
      }
      made.add(make(plan));
    }
  }

  /** The builds, those that avoid the fault first, of them the fastest first. */
  List<FallbackBuild> made() {
    return made.stream()
        .sorted(
            Comparator.comparing((FallbackBuild build) -> !build.isFallback())
                .thenComparing(build -> build.milliseconds().orElse(Double.MAX_VALUE)))
        .toList();
  }

  /**
   * That the constraints are obeyed is to blame: they fail, and build where they are only
   * preferred.
   */
  Optional<Proof> obeyed() {
    Optional<ProbeSummary> fails =
        laboratory.probesOf(variation.with(all())).stream()
            .filter(probe -> probe.answer() == ProbeSummary.Answer.FAILS)
            .findFirst();
    return fails.flatMap(
        failing ->
            made.stream()
                .filter(build -> build.id().equals(PREFER) && build.verified())
                .findFirst()
                .map(passing -> obeyed(failing.number(), passing.probe())));
  }

  private static Proof obeyed(int failing, int passing) {
    return new Proof(
        Optional.empty(),
        Message.of("experiment.factor.constraint-mode"),
        RarerFactors.mode(ConstraintMode.OBEY),
        RarerFactors.mode(ConstraintMode.PREFER),
        failing,
        passing,
        1);
  }

  private List<Plan> plans() {
    Recipe base = variation.with(all());
    Recipe plain = Investigation.inFp32(base);
    List<Plan> plans = new ArrayList<>();
    plans.add(new Plan(FallbackBuild.ALL_FP32, plain, List.of()));
    plans.add(
        new Plan(
            FallbackBuild.ALL_FP16, plain.toBuilder().flags(BuilderFlag.FP16).build(), List.of()));
    plans.add(
        new Plan(
            FallbackBuild.ALL_INT8,
            base.toBuilder().constraints(ConstraintMode.NONE, List.of()).build(),
            List.of()));
    plans.add(new Plan("let-go", variation.with(others()), lifts("free")));
    plans.add(
        new Plan(
            "fp16",
            lifted(DataType.FP16).toBuilder().flags(BuilderFlag.FP16).build(),
            lifts("fp16")));
    plans.add(new Plan("fp32", lifted(DataType.FP32), lifts("fp32")));
    if (base.constraintMode() == ConstraintMode.OBEY) {
      plans.add(
          new Plan(
              PREFER,
              base.toBuilder().constraints(ConstraintMode.PREFER, base.constraints()).build(),
              List.of()));
    }
    return plans;
  }

  private Set<BuilderLayer> all() {
    return Set.copyOf(variation.candidates());
  }

  private Set<BuilderLayer> others() {
    Set<BuilderLayer> others = new HashSet<>(variation.candidates());
    others.removeAll(culprits);
    return others;
  }

  private Recipe lifted(DataType precision) {
    Map<BuilderLayer, DataType> lifted =
        culprits.stream().collect(Collectors.toMap(Function.identity(), layer -> precision));
    return variation.with(others(), lifted);
  }

  private List<Lift> lifts(String precision) {
    return variation.candidates().stream()
        .filter(culprits::contains)
        .map(layer -> new Lift(variation.subject(layer), precision))
        .toList();
  }

  private FallbackBuild make(Plan plan) throws InterruptedException {
    Recipe recipe = plan.recipe.toBuilder().measure(MEASURE).build();
    Message title = Message.of("experiment.fallback." + plan.id);
    Result result =
        laboratory.ask(
            new Inquiry(
                recipe,
                Message.of("experiment.asks.fallback", title),
                List.of(title),
                symptom,
                Until.finished()));
    Optional<Measurement> measured = result.outcome().observations().measurement();
    if (reference.isEmpty() && plan.id.equals(FallbackBuild.ALL_FP32)) {
      reference = measured;
    }
    List<EngineLayer> engine = EngineLayers.of(result.outcome().observations());
    boolean verified =
        result.answer() == Answer.PASSES && result.outcome() instanceof Outcome.Built;
    FallbackExports exports =
        verified && !FallbackBuild.isComparison(plan.id)
            ? exports(plan, title, result.outcome().observations())
            : new FallbackExports(Map.of(), List.of());
    return new FallbackBuild(
        plan.id,
        title,
        verified,
        plan.lifts,
        int8Layers(engine),
        engine.isEmpty() ? OptionalInt.empty() : OptionalInt.of(engine.size()),
        measured.map(Measurement::medianMilliseconds).orElse(OptionalDouble.empty()),
        measured.flatMap(this::difference),
        result.number(),
        exports.files(),
        exports.gaps());
  }

  private FallbackExports exports(Plan plan, Message title, Observations seen) {
    Optional<Measurement> measured = seen.measurement();
    return FallbackExports.of(
        new Fallback(
            title,
            plan.recipe,
            seen.layers(),
            plan.lifts.isEmpty() ? List.of() : liftedLayers(plan.recipe),
            plan.recipe
                .calibrationCache()
                .flatMap(FileRef::path)
                .map(FallbackBuilds::text)
                .or(seen::calibrationCache),
            measured.map(Measurement::medianMilliseconds).orElse(OptionalDouble.empty()),
            measured
                .flatMap(this::difference)
                .map(by -> OptionalDouble.of(by.relativeL2()))
                .orElse(OptionalDouble.empty())));
  }

  /** The culprits with what was asked of them and what the recipe asks instead. */
  private List<LiftedLayer> liftedLayers(Recipe recipe) {
    return variation.candidates().stream()
        .filter(culprits::contains)
        .map(
            layer ->
                new LiftedLayer(
                    LayerName.of(layer.name()),
                    layer.precision().orElse(DataType.UNKNOWN),
                    recipe.constraints().stream()
                        .filter(rule -> rule.pattern().equals(layer.name()))
                        .findFirst()
                        .flatMap(PrecisionConstraint::precision)))
        .toList();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static OptionalInt int8Layers(List<EngineLayer> engine) {
    return engine.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(
            (int) engine.stream().filter(layer -> layer.precision() == DataType.INT8).count());
  }

  private Optional<Difference> difference(Measurement measured) {
    return reference
        .map(expected -> OutputDifference.between(expected, measured))
        .flatMap(
            difference ->
                difference instanceof OutputDifference.Measured by
                    ? Optional.of(
                        new Difference(
                            by.maxAbsolute(),
                            by.relativeL2(),
                            by.cosine(),
                            by.topOneAgreement(),
                            samples(measured)))
                    : Optional.empty());
  }

  private static int samples(Measurement measured) {
    return (int) measured.outputs().stream().map(SampleOutput::sample).distinct().count();
  }
}
