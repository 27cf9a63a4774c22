package io.trtdoctor.selftest;

import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.ConstraintMode;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.LayerName;
import io.trtdoctor.model.PrecisionConstraint;
import io.trtdoctor.model.PrecisionConstraint.Target;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import io.trtdoctor.worker.client.TensorRtProbeRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * The first probes of ddmin for real, each with a process and a calibration of its own, and how
 * many ddmin needs for culprits that are known.
 */
final class Peer {
  /** Ends the search once enough was tried. */
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static final int BATCHES = 2;

  private final Bench bench;
  private final Facts facts;
  private final BooleanSupplier late;
  private final List<Double> seconds = new ArrayList<>();

  private Peer(Bench bench, Facts facts, BooleanSupplier late) {
    this.bench = bench;
    this.facts = facts;
    this.late = late;
  }

  static void ddmin(Bench bench, Facts facts, BooleanSupplier late) {
    new Peer(bench, facts, late).measure();
  }

  private void measure() {
    try (ProbeRunner runner =
        new TensorRtProbeRunner(bench.children(1).toBuilder().freshForEach(true).build())) {
      new Ddmin<LayerName>(set -> fails(runner, set)).all(bench.constrained());
    } catch (Enough e) {
      facts.put("stopped after", seconds.size());
    }
    double mean = seconds.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    facts.put("seconds", text(seconds));
    facts.put("mean s", mean);
    if (!bench.culprits().isEmpty()) {
      estimate(mean);
    }
  }

  private void estimate(double mean) {
    Set<LayerName> culprits = bench.culprits();
    Ddmin<LayerName> search = new Ddmin<>(set -> set.stream().anyMatch(culprits::contains));
    List<List<LayerName>> found = search.all(bench.constrained());
    facts.require("culprits found", found.size() == culprits.size(), found.size() + "");
    facts.put("probes of ddmin for them", search.asked());
    facts.put("estimate for all of them, s", mean * search.asked());
  }

  private boolean fails(ProbeRunner runner, List<LayerName> layers) {
    if (seconds.size() >= bench.freshProbes() || late.getAsBoolean()) {
      throw new Enough();
    }
    Stopwatch watch = new Stopwatch();
    Outcome outcome = runner.run(recipe(layers), Until.finished(), bench.probeLimit());
    seconds.add(watch.seconds());
    facts.put("probe " + seconds.size(), layers.size() + " layers: " + Facts.describe(outcome));
    return !(outcome instanceof Outcome.Built);
  }

  /** Calibrates anew, as a script around a builder would. */
  private Recipe recipe(List<LayerName> layers) {
    return Recipe.of(bench.model(), bench.settings().line().name())
        .optimizationLevel(bench.level())
        .flags(BuilderFlag.INT8)
        .calibrator(CalibrationAlgorithm.ENTROPY_2, Batches.Synthetic.normal(1, BATCHES))
        .constraints(ConstraintMode.OBEY, layers.stream().map(Peer::int8).toList())
        .build();
  }

  private static PrecisionConstraint int8(LayerName layer) {
    return new PrecisionConstraint(
        Target.LAYER_NAME, layer.value(), Optional.of(DataType.INT8), List.of(), "ddmin");
  }

  private static String text(List<Double> numbers) {
    return numbers.stream()
        .map(number -> String.format(Locale.ROOT, "%.1f", number))
        .collect(Collectors.joining(" "));
  }
}
