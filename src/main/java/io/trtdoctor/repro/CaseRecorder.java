package io.trtdoctor.repro;

import io.trtdoctor.error.DoctorException;
import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import io.trtdoctor.record.Recording;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Runs the recipes of cases on one line of TensorRT and keeps what came of each. */
public final class CaseRecorder {
  private static final double NANOS = 1e9;

  private final ProbeRunner runner;
  private final String line;
  private final Path to;
  private final Path scratch;
  private final Duration limit;

  /**
   * @param runner for that line; stays open
   * @param to gets {@code NAME/trt-LINE.recording} for each case
   * @param scratch for files of no further use
   * @param limit how long one build may take
   */
  public CaseRecorder(ProbeRunner runner, String line, Path to, Path scratch, Duration limit) {
    this.runner = runner;
    this.line = line;
    this.to = to;
    this.scratch = scratch;
    this.limit = limit;
  }

  /**
   * Records all cases, some side by side; one that goes wrong does not stop the others.
   *
   * @param sideBySide how many at once
   * @param listener told of each as soon as it is over, by several threads
   * @return in the order of the cases
   */
  public List<CaseResult> record(
      List<ReproCase> cases, int sideBySide, Consumer<CaseResult> listener) {
    ExecutorService threads = Executors.newFixedThreadPool(sideBySide);
    try {
      List<Future<CaseResult>> running = new ArrayList<>();
      for (ReproCase each : cases) {
        running.add(threads.submit(() -> recordAndTell(each, listener)));
      }
      List<CaseResult> results = new ArrayList<>();
      for (Future<CaseResult> future : running) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MachineLacksException(Message.of("repro.interrupted"), e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private CaseResult recordAndTell(ReproCase each, Consumer<CaseResult> listener) {
    CaseResult result = record(each);
    listener.accept(result);
    return result;
  }

  /** Records one case; whatever goes wrong stands in the result. */
  private CaseResult record(ReproCase each) {
    long from = System.nanoTime();
    try {
      Recipe recipe = each.recipe(line, scratch);
      Outcome outcome = runner.run(recipe, Until.finished(), limit);
      Path folder = Files.createDirectories(to.resolve(each.name()));
      write(folder, recipe, outcome);
      return judged(each, recipe, outcome, seconds(from));
    } catch (DoctorException e) {
      return CaseResult.failed(each.name(), seconds(from), e.explanation());
    } catch (IOException | RuntimeException e) {
      return CaseResult.failed(
          each.name(), seconds(from), Message.of("repro.case-failed", e.toString()));
    }
  }

  /** An unresolved probe says nothing of TensorRT, so it never takes a recording's place. */
  private void write(Path folder, Recipe recipe, Outcome outcome) throws IOException {
    boolean resolved = !(outcome instanceof Outcome.Unresolved);
    Path file = folder.resolve(resolved ? ReproCase.recordingName(line) : unresolvedName());
    Path draft = folder.resolve(file.getFileName() + ".part");
    Files.deleteIfExists(draft);
    try (Recording recording = Recording.append(draft)) {
      recording.add(recipe, Until.finished(), outcome);
    }
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    if (resolved) {
      Files.deleteIfExists(folder.resolve(unresolvedName()));
    }
  }

  private String unresolvedName() {
    return "trt-" + line + ".unresolved";
  }

  private CaseResult judged(ReproCase each, Recipe recipe, Outcome outcome, double seconds) {
    if (outcome instanceof Outcome.Unresolved unresolved) {
      return new CaseResult(
          each.name(),
          Optional.of(outcome),
          Optional.empty(),
          false,
          seconds,
          Optional.of(unresolved.reason()));
    }
    Expectation verdict = Expectation.of(CaseJudge.judge(recipe, outcome).verdict());
    return new CaseResult(
        each.name(),
        Optional.of(outcome),
        Optional.of(verdict),
        each.accepts(verdict, line),
        seconds,
        Optional.empty());
  }

  private static double seconds(long from) {
    return (System.nanoTime() - from) / NANOS;
  }
}
