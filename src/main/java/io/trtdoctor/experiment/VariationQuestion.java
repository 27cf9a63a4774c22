package io.trtdoctor.experiment;

import io.trtdoctor.experiment.Laboratory.Inquiry;
import io.trtdoctor.experiment.Laboratory.Result;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import io.trtdoctor.search.Answer;
import io.trtdoctor.search.Question;
import io.trtdoctor.search.Reply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether a variation fails with some of its candidates; to ask the same again is a repeat. */
final class VariationQuestion<T> implements Question<T> {
  private final Laboratory laboratory;
  private final Variation<T> variation;
  private final Symptom symptom;
  private final Until until;
  private final Map<String, Integer> times = new HashMap<>();

  VariationQuestion(Laboratory laboratory, Variation<T> variation, Symptom symptom, Until until) {
    this.laboratory = laboratory;
    this.variation = variation;
    this.symptom = symptom;
    this.until = until;
  }

  @Override
  public Reply<T> ask(Set<T> putIn) throws InterruptedException {
    Recipe recipe = variation.with(putIn);
    Result result =
        laboratory.ask(
            new Inquiry(recipe, variation.asks(putIn), variation.settings(putIn), symptom, until),
            time(recipe));
    return new Reply<>(
        result.answer(),
        result.answer() == Answer.FAILS
            ? variation.suspects(recipe, result.outcome(), putIn)
            : List.of());
  }

  private synchronized int time(Recipe recipe) {
    return times.merge(recipe.hash(), 1, Integer::sum);
  }
}
