package io.trtdoctor.selftest;

import io.trtdoctor.probe.LogLevel;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import io.trtdoctor.worker.client.TensorRtProbeRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What listening to everything that TensorRT logs costs a healthy build. */
final class Overhead {
  private static final double MOST_OVERHEAD = 0.10;

  private Overhead() {}

  /** Healthy builds on one child that has built once before, in the order E V V E E V ... */
  static void measure(Bench bench, Facts facts) {
    Recipe verbose = new Recipes(bench).healthy();
    Recipe errors = verbose.toBuilder().logLevel(LogLevel.ERROR).build();
    try (ProbeRunner runner = new TensorRtProbeRunner(bench.children(1))) {
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
