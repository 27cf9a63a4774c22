package io.trtdoctor.record;

import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import io.trtdoctor.text.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers probes from recordings, by the recipe's hash. What was not recorded is unresolved, never
 * guessed.
 *
 * <p>A probe that was run to its end answers any question about its recipe; one that was stopped
 * early answers the same question alone. Of several, the last one that says something counts.
 */
public final class ReplayRunner implements ProbeRunner {
  private final Map<String, List<RecordedProbe>> byRecipe = new HashMap<>();

  /** Answers from these probes. */
  public ReplayRunner(Collection<RecordedProbe> probes) {
    for (RecordedProbe probe : probes) {
      byRecipe.merge(
          probe.recipe().hash(),
          List.of(probe),
          (first, more) -> java.util.stream.Stream.concat(more.stream(), first.stream()).toList());
    }
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
    List<RecordedProbe> probes = byRecipe.getOrDefault(recipe.hash(), List.of());
    return probes.stream()
        .filter(probe -> probe.until().equals(until))
        .filter(ReplayRunner::saysSomething)
        .findFirst()
        .or(() -> wholeProbe(probes))
        .or(() -> probes.stream().filter(probe -> probe.until().equals(until)).findFirst())
        .map(RecordedProbe::outcome)
        .orElseGet(() -> Outcome.unresolved(Message.of("probe.not-recorded")));
  }

  private static Optional<RecordedProbe> wholeProbe(List<RecordedProbe> probes) {
    return probes.stream()
        .filter(probe -> probe.until() instanceof Until.Finished)
        .filter(ReplayRunner::saysSomething)
        .findFirst();
  }

  private static boolean saysSomething(RecordedProbe probe) {
    return !(probe.outcome() instanceof Outcome.Unresolved);
  }

  @Override
  public void close() {
    // nothing is open
  }
}
