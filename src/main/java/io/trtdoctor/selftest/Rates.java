package io.trtdoctor.selftest;

import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import io.trtdoctor.worker.client.ChildSettings;
import io.trtdoctor.worker.client.TensorRtProbeRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Probes a minute of one recipe, on children that stay up and with a process each. */
final class Rates {
  private final Bench bench;
  private final Facts facts;
  private final Recipe recipe;

  private Rates(Bench bench, Facts facts) {
    this.bench = bench;
    this.facts = facts;
    this.recipe = new Recipes(bench).measured();
  }

  static void oneChild(Bench bench, Facts facts) throws IOException {
    Rates rates = new Rates(bench, facts);
    rates.warmTimings();
    Series series = rates.oneByOne(bench.children(1), bench.probes(), () -> false);
    rates.note(series, 1);
    double start = series.starts().stream().mapToDouble(Double::doubleValue).sum();
    facts.put("a minute, without start", perMinute(series.outcomes.size(), series.seconds - start));
  }

  static void fresh(Bench bench, Facts facts, BooleanSupplier late) throws IOException {
    Rates rates = new Rates(bench, facts);
    rates.warmTimings();
    ChildSettings settings = bench.children(1).toBuilder().freshForEach(true).build();
    rates.note(rates.oneByOne(settings, bench.freshProbes(), late), 1);
  }

  /** Once with the start of the children, and again once all that the GPU takes are up. */
  static void manyChildren(Bench bench, Facts facts) throws IOException, InterruptedException {
    Rates rates = new Rates(bench, facts);
    rates.warmTimings();
    try (ProbeRunner runner = new TensorRtProbeRunner(bench.children(bench.jobs()))) {
      Stopwatch all = new Stopwatch();
      Series cold = rates.sideBySide(runner, bench.probes(), all);
      rates.note(cold, bench.jobs());
      int up = cold.starts().size() + rates.startTheRest(runner, cold.starts().size(), all);
      facts.put("children up then", up);
      Series warm = rates.sideBySide(runner, bench.probes(), all);
      facts.put("again, seconds", warm.seconds);
      rates.require("again, as expected", warm);
      facts.put("a minute, without start", perMinute(warm.outcomes.size(), warm.seconds));
    }
  }

  /**
   * Has every kernel timed once, by a build that comes out, so that all measurements find the same
   * timings.
   */
  private void warmTimings() throws IOException {
    Optional<Path> kept = bench.settings().timingCache();
    facts.put("kernel timings kept", kept.isPresent() ? "yes" : "no");
    if (kept.isEmpty()) {
      return;
    }
    if (!Files.exists(kept.get())) {
      try (ProbeRunner runner = new TensorRtProbeRunner(bench.children(1))) {
        Recipe healthy = new Recipes(bench).healthy().toBuilder().timingCache(true).build();
        runner.run(healthy, Until.finished(), bench.probeLimit());
      }
    }
    facts.put("kernel timings, bytes", Files.exists(kept.get()) ? Files.size(kept.get()) : 0);
  }

  /** Probes until each of the children has worked, or time is up; how many more there are. */
  private int startTheRest(ProbeRunner runner, int up, Stopwatch all) throws InterruptedException {
    int more = 0;
    boolean going = up > 0;
    while (going && up + more < bench.jobs() && left(all) > 0) {
      Series series = sideBySide(runner, bench.jobs(), all);
      more += series.starts().size();
      going = series.outcomes.stream().anyMatch(Soundness::isNoBatches);
    }
    return more;
  }

  private Series oneByOne(ChildSettings settings, int count, BooleanSupplier late) {
    try (ProbeRunner runner = new TensorRtProbeRunner(settings)) {
      Stopwatch watch = new Stopwatch();
      List<Outcome> outcomes = new ArrayList<>();
      for (int i = 0; i < count && (i == 0 || !late.getAsBoolean()); i++) {
        outcomes.add(run(runner));
      }
      return new Series(outcomes, count, watch.seconds());
    }
  }

  private Series sideBySide(ProbeRunner runner, int count, Stopwatch all)
      throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(bench.jobs());
    try {
      Stopwatch watch = new Stopwatch();
      Callable<Outcome> probe = () -> run(runner);
      List<Future<Outcome>> futures =
          threads.invokeAll(Collections.nCopies(count, probe), left(all), TimeUnit.MILLISECONDS);
      List<Outcome> outcomes =
          futures.stream().filter(f -> !f.isCancelled()).map(Rates::outcome).toList();
      return new Series(outcomes, count, watch.seconds());
    } finally {
      threads.shutdownNow();
    }
  }

  private static Outcome outcome(Future<Outcome> future) {
    try {
      return future.get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Outcome run(ProbeRunner runner) {
    return runner.run(recipe, Until.finished(), bench.probeLimit());
  }

  /** Milliseconds that are left for the probes on many children. */
  private long left(Stopwatch all) {
    Duration taken = Duration.ofNanos((long) (all.seconds() * 1e9));
    return Math.max(0, bench.manyLimit().minus(taken).toMillis());
  }

  private void note(Series series, int children) {
    require("as expected", series);
    facts.put("probes", series.outcomes.size());
    facts.put("children", children);
    facts.put("seconds", series.seconds);
    facts.put("a minute", perMinute(series.outcomes.size(), series.seconds));
    facts.put("starts s", numbers(series.starts()));
    facts.put("builds s", numbers(series.phase("build")));
  }

  /** What was done in time has to be as it should; that time was up is told, but is no fault. */
  private void require(String name, Series series) {
    List<Outcome> others = series.outcomes.stream().filter(o -> !Soundness.isNoBatches(o)).toList();
    int good = series.outcomes.size() - others.size();
    facts.require(
        name,
        others.isEmpty() && good > 0,
        good
            + " of "
            + series.wanted
            + (series.outcomes.size() < series.wanted ? ", then time was up" : "")
            + others.stream().findFirst().map(o -> "; " + Facts.describe(o)).orElse(""));
  }

  private static double perMinute(int probes, double seconds) {
    return probes / seconds * 60;
  }

  private static String numbers(List<Double> seconds) {
    return seconds.stream()
        .map(s -> String.format(Locale.ROOT, "%.1f", s))
        .collect(Collectors.joining(" "));
  }

  /** Probes that were done, of so many wanted, in so many seconds. */
  private record Series(List<Outcome> outcomes, int wanted, double seconds) {
    /** Of those probes alone that were a child's first. */
    List<Double> starts() {
      return phase("start");
    }

    List<Double> phase(String name) {
      return outcomes.stream()
          .flatMap(outcome -> Optional.ofNullable(time(outcome, name)).stream())
          .toList();
    }

    private static Double time(Outcome outcome, String name) {
      return outcome.observations().phaseSeconds().get(name);
    }
  }
}
