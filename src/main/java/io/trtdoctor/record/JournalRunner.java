package io.trtdoctor.record;

import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs probes with another runner and never loses an outcome: each one is on the disk before it is
 * handed over, and what the file knows already is not run again. In memory stays only where in the
 * file an outcome is; it is read back when it is asked for again.
 */
public final class JournalRunner implements ProbeRunner {
  private final ProbeRunner runner;
  private final Recording recording;
  private final Path file;
  private final KnownAnswers known = new KnownAnswers();
  private final AtomicInteger runs = new AtomicInteger();

  private JournalRunner(ProbeRunner runner, Recording recording, Path file) {
    this.runner = runner;
    this.recording = recording;
    this.file = file;
  }

  /**
   * Goes on with a journal, or begins one.
   *
   * @param runner runs what is not known yet; closed with this
   * @throws io.trtdoctor.error.BadInputException if the file is something else than a recording
   * @throws io.trtdoctor.error.MachineLacksException if it cannot be written
   */
  public static JournalRunner of(ProbeRunner runner, Path file) {
    Recording recording = Recording.append(file);
    JournalRunner journal = new JournalRunner(runner, recording, file);
    try {
      RecordingReader.forEach(file, journal::know);
      return journal;
    } catch (RuntimeException e) {
      recording.close();
      throw e;
    }
  }

  private void know(RecordedProbe probe, Member member) {
    known.add(probe, () -> RecordingReader.read(file, member).outcome());
  }

  /** How many probes were run and not answered from the journal. */
  public int runs() {
    return runs.get();
  }

  @Override
  public Outcome run(Recipe recipe, Until until, Duration limit) {
    return run(recipe, until, limit, 1);
  }

  @Override
  public Outcome run(Recipe recipe, Until until, Duration limit, int time) {
    return known.atTime(time, recipe, until).orElseGet(() -> runNow(recipe, until, limit, time));
  }

  private Outcome runNow(Recipe recipe, Until until, Duration limit, int time) {
    runs.incrementAndGet();
    Outcome outcome = runner.run(recipe, until, limit, time);
    RecordedProbe probe = new RecordedProbe(recipe.hash(), recipe, until, outcome);
    recording.append(recipe, until, outcome).ifPresent(member -> know(probe, member));
    return outcome;
  }

  @Override
  public void close() {
    try (recording) {
      runner.close();
    }
  }
}
