package io.trtdoctor.experiment;

import io.trtdoctor.finding.Subject;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Settings of a failing recipe, each as given or as it should be. */
final class FactorVariation implements Variation<Factor> {
  private final Recipe failing;
  private final List<Factor> factors;
  private final JudgedCauses causes;

  FactorVariation(Recipe failing, List<Factor> factors, JudgedCauses causes) {
    this.failing = failing;
    this.factors = List.copyOf(factors);
    this.causes = causes;
  }

  @Override
  public String over() {
    return "factors";
  }

  @Override
  public List<Factor> candidates() {
    return factors;
  }

  @Override
  public Recipe with(Set<Factor> putIn) {
    Recipe recipe = failing;
    for (Factor factor : factors) {
      if (!putIn.contains(factor)) {
        recipe = factor.cure().apply(recipe);
      }
    }
    return recipe;
  }

  @Override
  public Subject subject(Factor factor) {
    return Subject.of(Subject.Kind.SETTING, factor.id());
  }

  @Override
  public Message asks(Set<Factor> putIn) {
    List<Factor> cured = factors.stream().filter(factor -> !putIn.contains(factor)).toList();
    if (cured.isEmpty()) {
      return Message.of("experiment.asks.as-given");
    }
    return putIn.isEmpty()
        ? Message.of("experiment.asks.all-cured", names(cured))
        : Message.of("experiment.asks.some-cured", names(cured), names(List.copyOf(putIn)));
  }

  private static Message names(List<Factor> some) {
    return Listed.of(some.stream().map(Factor::name).toList());
  }

  @Override
  public List<Message> settings(Set<Factor> putIn) {
    return factors.stream()
        .map(
            factor ->
                Message.of(
                    "experiment.setting",
                    factor.name(),
                    putIn.contains(factor) ? factor.asGiven() : factor.instead()))
        .toList();
  }

  /** By what the catalogue makes of the failure. */
  @Override
  public List<Factor> suspects(Recipe recipe, Outcome outcome, Set<Factor> putIn) {
    List<Factor> suspects = new ArrayList<>();
    if (putIn.isEmpty()) {
      return suspects;
    }
    for (String cause : causes.of(recipe, outcome)) {
      putIn.stream()
          .filter(factor -> factor.causes().contains(cause) && !suspects.contains(factor))
          .forEach(suspects::add);
    }
    return suspects;
  }
}
