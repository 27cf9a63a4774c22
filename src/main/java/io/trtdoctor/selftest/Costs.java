package io.trtdoctor.selftest;

import io.trtdoctor.probe.LogLevel;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import io.trtdoctor.worker.client.ChildSettings;
import io.trtdoctor.worker.client.TensorRtProbeRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** The parts that measure: probes a minute, and what listening costs. */
final class Costs {
  private static final double MOST_OVERHEAD = 0.10;

  private Costs() {}

  static void oneChild(Bench bench, Facts facts) throws Exception {
    ChildSettings settings = bench.settings().withMostChildren(1);
    try (ProbeRunner runner = new TensorRtProbeRunner(settings)) {
      Stopwatch watch = new Stopwatch();
      List<Outcome> outcomes = probes(runner, bench, bench.probes(), 1, () -> false);
      double seconds = watch.seconds();
      double start =
          outcomes.get(0).observations().phaseSeconds().getOrDefault("start", Double.valueOf(0));
      note(facts, outcomes, 1, seconds);
      facts.put("start s", start);
      facts.put("a minute, without start", perMinute(outcomes.size(), seconds - start));
    }
  }

  /** Once with the start of all children, and again on those that are up then. */
  static void manyChildren(Bench bench, Facts facts) throws Exception {
    ChildSettings settings = bench.settings().withMostChildren(bench.jobs());
    try (ProbeRunner runner = new TensorRtProbeRunner(settings)) {
      Stopwatch cold = new Stopwatch();
      List<Outcome> outcomes = probes(runner, bench, bench.probes(), bench.jobs(), () -> false);
      note(facts, outcomes, bench.jobs(), cold.seconds());
      Stopwatch warm = new Stopwatch();
      List<Outcome> more = probes(runner, bench, bench.probes(), bench.jobs(), () -> false);
      requireAll(facts, "again, as expected", more);
      facts.put("again, seconds", warm.seconds());
      facts.put("a minute, without start", perMinute(more.size(), warm.seconds()));
    }
  }

  static void fresh(Bench bench, Facts facts, BooleanSupplier late) throws Exception {
    ChildSettings settings = bench.settings().withMostChildren(1).withFreshForEach(true);
    try (ProbeRunner runner = new TensorRtProbeRunner(settings)) {
      Stopwatch watch = new Stopwatch();
      List<Outcome> outcomes = probes(runner, bench, bench.freshProbes(), 1, late);
      note(facts, outcomes, 1, watch.seconds());
    }
  }

  private static void note(Facts facts, List<Outcome> outcomes, int children, double seconds) {
    requireAll(facts, "as expected", outcomes);
    facts.put("probes", outcomes.size());
    facts.put("children", children);
    facts.put("seconds", seconds);
    facts.put("a minute", perMinute(outcomes.size(), seconds));
    facts.put(
        "starts s",
        outcomes.stream()
            .flatMap(outcome -> java.util.stream.Stream.ofNullable(startOf(outcome)))
            .map(s -> String.format(Locale.ROOT, "%.1f", s))
            .collect(Collectors.joining(" ")));
  }

  private static Double startOf(Outcome outcome) {
    return outcome.observations().phaseSeconds().get("start");
  }

  private static void requireAll(Facts facts, String name, List<Outcome> outcomes) {
    List<Outcome> others = outcomes.stream().filter(o -> !Soundness.isNoBatches(o)).toList();
    facts.require(
        name,
        others.isEmpty(),
        (outcomes.size() - others.size())
            + " of "
            + outcomes.size()
            + others.stream().findFirst().map(o -> "; " + Facts.describe(o)).orElse(""));
  }

  private static double perMinute(int probes, double seconds) {
    return probes / seconds * 60;
  }

  private static List<Outcome> probes(
      ProbeRunner runner, Bench bench, int count, int threads, BooleanSupplier late)
      throws Exception {
    Recipe recipe = new Recipes(bench).noBatches();
    Callable<Outcome> probe = () -> runner.run(recipe, Until.finished(), bench.probeLimit());
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Outcome> outcomes = new ArrayList<>();
      if (threads == 1) {
        for (int i = 0; i < count && (i == 0 || !late.getAsBoolean()); i++) {
          outcomes.add(probe.call());
        }
        return outcomes;
      }
      List<Callable<Outcome>> all = java.util.Collections.nCopies(count, probe);
      for (Future<Outcome> future : pool.invokeAll(all)) {
        outcomes.add(future.get());
      }
      return outcomes;
    } finally {
      pool.shutdownNow();
    }
  }

  /** Healthy builds on one child that has built once before, in the order E V V E E V ... */
  static void overhead(Bench bench, Facts facts) {
    Recipe verbose = new Recipes(bench).healthy();
    Recipe errors = verbose.toBuilder().logLevel(LogLevel.ERROR).build();
    try (ProbeRunner runner = new TensorRtProbeRunner(bench.settings().withMostChildren(1))) {
      build(runner, verbose, bench);
      List<Double> verboseSeconds = new ArrayList<>();
      List<Double> errorSeconds = new ArrayList<>();
      for (int i = 0; i < bench.pairs(); i++) {
        if (i % 2 == 0) {
          errorSeconds.add(build(runner, errors, bench));
          verboseSeconds.add(build(runner, verbose, bench));
        } else {
          verboseSeconds.add(build(runner, verbose, bench));
          errorSeconds.add(build(runner, errors, bench));
        }
      }
      facts.put("VERBOSE, build s", numbers(verboseSeconds));
      facts.put("ERROR only, build s", numbers(errorSeconds));
      double cost = mean(verboseSeconds) / mean(errorSeconds) - 1;
      facts.require(
          "at most 10 %", cost <= MOST_OVERHEAD, String.format(Locale.ROOT, "%.1f %%", cost * 100));
    }
  }

  private static double build(ProbeRunner runner, Recipe recipe, Bench bench) {
    Outcome outcome = runner.run(recipe, Until.finished(), bench.probeLimit());
    if (!(outcome instanceof Outcome.Built)) {
      throw new IllegalStateException(
          "a healthy build did not come out: " + Facts.describe(outcome));
    }
    return outcome.observations().phaseSeconds().getOrDefault("build", Double.valueOf(0));
  }

  private static String numbers(List<Double> seconds) {
    return seconds.stream()
        .map(s -> String.format(Locale.ROOT, "%.2f", s))
        .collect(Collectors.joining(" "));
  }

  private static double mean(List<Double> seconds) {
    return seconds.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
