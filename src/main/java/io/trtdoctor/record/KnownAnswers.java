package io.trtdoctor.record;

import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Probes that were run, by recipe. A probe that was run to its end answers any question about its
 * recipe; one that was stopped early answers the same question alone. Outcomes that say nothing are
 * no answers.
 */
final class KnownAnswers {
  private final Map<String, List<Known>> byRecipe = new HashMap<>();

  /**
   * A probe that was run.
   *
   * @param silent whether its outcome says nothing
   * @param outcome gives what came of it, from wherever it is kept
   */
  private record Known(Until until, boolean silent, Supplier<Outcome> outcome) {}

  /** Adds a probe that is held in memory. */
  void add(RecordedProbe probe) {
    add(probe, probe::outcome);
  }

  /**
   * Adds a probe without holding its outcome.
   *
   * @param outcome gives its outcome whenever it is asked for
   */
  synchronized void add(RecordedProbe probe, Supplier<Outcome> outcome) {
    boolean silent = probe.outcome() instanceof Outcome.Unresolved;
    byRecipe
        .computeIfAbsent(probe.recipe().hash(), hash -> new ArrayList<>())
        .add(new Known(probe.until(), silent, outcome));
  }

  /** What the question was answered last. */
  Optional<Outcome> latest(Recipe recipe, Until until) {
    return last(answers(recipe, until::equals))
        .or(() -> last(answers(recipe, Until.Finished.class::isInstance)));
  }

  /** What it was answered the first, second and so on time. */
  Optional<Outcome> atTime(int time, Recipe recipe, Until until) {
    return answers(recipe, known -> known.equals(until) || known instanceof Until.Finished)
        .skip(time - 1L)
        .findFirst()
        .map(known -> known.outcome().get());
  }

  /** The last outcome that says nothing. */
  Optional<Outcome> silence(Recipe recipe, Until until) {
    return last(
        probes(recipe).stream().filter(known -> known.silent() && known.until().equals(until)));
  }

  private Stream<Known> answers(Recipe recipe, Predicate<Until> question) {
    return probes(recipe).stream().filter(known -> !known.silent() && question.test(known.until()));
  }

  private synchronized List<Known> probes(Recipe recipe) {
    return List.copyOf(byRecipe.getOrDefault(recipe.hash(), List.of()));
  }

  private static Optional<Outcome> last(Stream<Known> probes) {
    return probes.reduce((first, last) -> last).map(known -> known.outcome().get());
  }
}
