package io.trtdoctor.record;

import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Probes that were run, by recipe. A probe that was run to its end answers any question about its
 * recipe; one that was stopped early answers the same question alone. Outcomes that say nothing are
 * no answers.
 */
final class KnownAnswers {
  private final Map<String, List<RecordedProbe>> byRecipe = new HashMap<>();

  KnownAnswers(Collection<RecordedProbe> probes) {
    probes.forEach(this::add);
  }

  synchronized void add(RecordedProbe probe) {
    byRecipe.computeIfAbsent(probe.recipe().hash(), hash -> new ArrayList<>()).add(probe);
  }

  /** What the question was answered last. */
  Optional<Outcome> latest(Recipe recipe, Until until) {
    return last(answers(recipe, until::equals))
        .or(() -> last(answers(recipe, Until.Finished.class::isInstance)));
  }

  /** What it was answered the first, second and so on time. */
  Optional<Outcome> atTime(int time, Recipe recipe, Until until) {
    return answers(recipe, known -> known.equals(until) || known instanceof Until.Finished).stream()
        .skip(time - 1L)
        .findFirst();
  }

  /** The last outcome that says nothing. */
  Optional<Outcome> silence(Recipe recipe, Until until) {
    return last(
        probes(recipe).stream()
            .filter(probe -> probe.until().equals(until))
            .map(RecordedProbe::outcome)
            .filter(Outcome.Unresolved.class::isInstance)
            .toList());
  }

  private List<Outcome> answers(Recipe recipe, Predicate<Until> question) {
    return probes(recipe).stream()
        .filter(probe -> question.test(probe.until()))
        .map(RecordedProbe::outcome)
        .filter(outcome -> !(outcome instanceof Outcome.Unresolved))
        .toList();
  }

  private synchronized List<RecordedProbe> probes(Recipe recipe) {
    return List.copyOf(byRecipe.getOrDefault(recipe.hash(), List.of()));
  }

  private static Optional<Outcome> last(List<Outcome> outcomes) {
    return outcomes.stream().reduce((first, last) -> last);
  }
}
