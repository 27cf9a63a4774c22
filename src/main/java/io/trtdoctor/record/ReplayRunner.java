package io.trtdoctor.record;

import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import io.trtdoctor.text.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;

/**
 * Answers probes from recordings, by the recipe's hash. What was not recorded is unresolved, never
 * guessed.
 *
 * <p>A probe that was run to its end answers any question about its recipe; one that was stopped
 * early answers the same question alone. Of several, the last one counts, unless the answer of a
 * certain time is asked for.
 */
public final class ReplayRunner implements ProbeRunner {
  private final KnownAnswers known = new KnownAnswers();

  /** Answers from these probes. */
  public ReplayRunner(Collection<RecordedProbe> probes) {
    probes.forEach(known::add);
  }

  /**
   * Answers from a file.
   *
   * @throws io.trtdoctor.error.BadInputException if it is no recording
   */
  public static ReplayRunner of(Path file) {
    return new ReplayRunner(RecordingReader.read(file));
  }

  @Override
  public Outcome run(Recipe recipe, Until until, Duration limit) {
    return known.latest(recipe, until).orElseGet(() -> silence(recipe, until));
  }

  @Override
  public Outcome run(Recipe recipe, Until until, Duration limit, int time) {
    return known.atTime(time, recipe, until).orElseGet(() -> silence(recipe, until));
  }

  private Outcome silence(Recipe recipe, Until until) {
    return known
        .silence(recipe, until)
        .orElseGet(() -> Outcome.unresolved(Message.of("probe.not-recorded")));
  }

  @Override
  public void close() {
    // nothing is open
  }
}
