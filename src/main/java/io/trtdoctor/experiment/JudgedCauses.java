package io.trtdoctor.experiment;

import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.Recipe;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** What the catalogue makes of failures; each is judged once, however often it is asked about. */
final class JudgedCauses {
  private final BiFunction<Recipe, Outcome, List<String>> judge;
  private final Map<Failure, List<String>> judged = new ConcurrentHashMap<>();

  /**
   * @param judge names causes, most important first
   */
  JudgedCauses(BiFunction<Recipe, Outcome, List<String>> judge) {
    this.judge = judge;
  }

  /** Two failures of a recipe with the same errors are the same. */
  private record Failure(String recipe, List<String> errors) {}

  /** The causes, most important first. */
  List<String> of(Recipe recipe, Outcome outcome) {
    return judged.computeIfAbsent(
        new Failure(recipe.hash(), Errors.of(outcome).toList()),
        failure -> judge.apply(recipe, outcome));
  }
}
