package io.trtdoctor.record;

import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import java.util.List;
import java.util.Optional;

/**
 * A probe as recorded.
 *
 * @param recipeHash the recipe's hash when it was recorded
 * @param until when the probe was to stop
 */
public record RecordedProbe(String recipeHash, Recipe recipe, Until until, Outcome outcome) {
  /**
   * Which of the probes of one recipe tells what became of it: the last whole one, else the last.
   */
  public static Optional<RecordedProbe> whole(List<RecordedProbe> probes) {
    return last(probes.stream().filter(p -> p.until() instanceof Until.Finished).toList())
        .or(() -> last(probes));
  }

  private static Optional<RecordedProbe> last(List<RecordedProbe> probes) {
    return probes.stream().reduce((first, second) -> second);
  }
}
