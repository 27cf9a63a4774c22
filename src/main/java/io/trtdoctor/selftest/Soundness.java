package io.trtdoctor.selftest;

import io.trtdoctor.model.CalibratorCall;
import io.trtdoctor.probe.Death;
import io.trtdoctor.probe.LogMessage;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import io.trtdoctor.worker.client.TensorRtProbeRunner;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** The parts that ask whether what is built, and what fails, is seen as it is. */
final class Soundness {
  private static final String SYMPTOM_OF_NO_BATCHES =
      "_Map_base::at|no scaling factors detected|scaling factors";
  private static final int SIGSEGV = 11;

  /** By then the build has begun and has most of its work before it. */
  private static final String MID_BUILD = "Calibrated batch";

  private Soundness() {}

  static void healthy(Bench bench, Facts facts) {
    try (ProbeRunner runner = new TensorRtProbeRunner(bench.children(1))) {
      Outcome outcome = run(runner, new Recipes(bench).healthy(), bench);
      facts.outcome("healthy", outcome);
      facts.require("built", outcome instanceof Outcome.Built, Facts.describe(outcome));
      facts.require(
          "calibration cache written",
          outcome.observations().calibrationCache().isPresent(),
          outcome.observations().calibrationCache().map(String::length).orElse(0) + " characters");
      facts.require(
          "engine inspected",
          outcome.observations().engine().isPresent(),
          outcome.observations().engine().map(String::length).orElse(0) + " characters");
      outcome.observations().machine().forEach(facts::put);
    }
  }

  static void noBatches(Bench bench, Facts facts) {
    try (ProbeRunner runner = new TensorRtProbeRunner(bench.children(1))) {
      Outcome outcome = run(runner, new Recipes(bench).noBatches(), bench);
      facts.outcome("no batches", outcome);
      facts.require("failed", outcome instanceof Outcome.Failed, Facts.describe(outcome));
      String cause = bench.judge().cause(outcome.observations()).orElse("none");
      facts.require("judged", cause.equals("calibrator-no-batches"), cause);
    }
  }

  static boolean isNoBatches(Outcome outcome) {
    return outcome instanceof Outcome.Failed failed
        && failed.symptom().matches("(?s).*(" + SYMPTOM_OF_NO_BATCHES + ").*");
  }

  static void badPointer(Bench bench, Facts facts) {
    Recipes recipes = new Recipes(bench);
    try (ProbeRunner runner = new TensorRtProbeRunner(bench.children(2))) {
      Outcome bad = run(runner, recipes.hostPointer(), bench);
      facts.outcome("bad pointer", bad);
      facts.put("bad pointer, judged", bench.judge().cause(bad.observations()).orElse("none"));
      facts.put("bad pointer, handed over", memoryHandedOver(bad));
      facts.require(
          "it fails",
          bad instanceof Outcome.Failed || bad instanceof Outcome.Crashed,
          Facts.describe(bad));
      Outcome good = run(runner, recipes.healthy(), bench);
      facts.outcome("healthy after it", good);
      facts.require("the next is built", good instanceof Outcome.Built, Facts.describe(good));
    }
  }

  private static String memoryHandedOver(Outcome outcome) {
    return outcome.observations().calibratorCalls().stream()
        .flatMap(call -> call.bindings().stream())
        .map(CalibratorCall.Binding::memory)
        .map(Enum::name)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  static void crash(Bench bench, Facts facts) {
    Set<Long> others =
        ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
    AtomicBoolean killed = new AtomicBoolean();
    try (ProbeRunner runner =
        new TensorRtProbeRunner(
            bench.children(1),
            message -> {
              if (inMidBuild(message) && killed.compareAndSet(false, true)) {
                segfault(others);
              }
            })) {
      Outcome outcome = run(runner, new Recipes(bench).healthy(), bench);
      facts.outcome("killed with SIGSEGV", outcome);
      OptionalInt signal =
          outcome instanceof Outcome.Crashed crashed
              ? crashed.death().signal()
              : OptionalInt.empty();
      facts.require(
          "seen as SIGSEGV",
          signal.equals(OptionalInt.of(SIGSEGV)),
          outcome instanceof Outcome.Crashed c ? describe(c.death()) : Facts.describe(outcome));
      String last = outcome instanceof Outcome.Crashed c ? c.lastLine() : "";
      facts.require("its last line is known", !last.isEmpty(), last);
      facts.put("left behind", String.join(" ", outcome.observations().files()));
      Outcome next = run(runner, new Recipes(bench).noBatches(), bench);
      facts.outcome("the next probe", next);
      facts.require("the run goes on", isNoBatches(next), Facts.describe(next));
    }
  }

  private static String describe(Death death) {
    return death.describe() + ", exit code " + death.exitCode();
  }

  private static boolean inMidBuild(LogMessage message) {
    return message.text().contains(MID_BUILD);
  }

  /** The only child of ours that was not there before is the one at work. */
  private static void segfault(Set<Long> others) {
    List<ProcessHandle> ours =
        ProcessHandle.current()
            .children()
            .filter(process -> !others.contains(process.pid()))
            .toList();
    for (ProcessHandle process : ours) {
      try {
        new ProcessBuilder("sh", "-c", "kill -SEGV " + process.pid()).start().waitFor();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Outcome run(ProbeRunner runner, Recipe recipe, Bench bench) {
    return runner.run(recipe, Until.finished(), bench.probeLimit());
  }
}
