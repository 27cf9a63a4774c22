package io.trtdoctor.record;

import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import java.time.Duration;

/** Runs probes with another runner and records each one as soon as it is over. */
public final class RecordingRunner implements ProbeRunner {
  private final ProbeRunner runner;
  private final Recording recording;

  /** Takes over both; they are closed with this. */
  public RecordingRunner(ProbeRunner runner, Recording recording) {
    this.runner = runner;
    this.recording = recording;
  }

  @Override
  public Outcome run(Recipe recipe, Until until, Duration limit) {
    Outcome outcome = runner.run(recipe, until, limit);
    recording.add(recipe, until, outcome);
    return outcome;
  }

  @Override
  public void close() {
    try (recording) {
      runner.close();
    }
  }
}
