package io.trtdoctor.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.probe.Observations;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.Recipe;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgedCausesTest {
  private final List<Outcome> judged = new ArrayList<>();
  private final JudgedCauses causes =
      new JudgedCauses(
          (recipe, outcome) -> {
            judged.add(outcome);
            return List.of("no-calibrator");
          });
  private final Recipe recipe = Trials.int8().build();

  private static Outcome failed(String error) {
    return new Outcome.Failed(error, Observations.none());
  }

  @Test
  void aFailureIsJudgedOnceHoweverOftenItIsAskedAbout() {
    assertThat(causes.of(recipe, failed("one"))).containsExactly("no-calibrator");
    assertThat(causes.of(recipe, failed("one"))).containsExactly("no-calibrator");

    assertThat(judged).hasSize(1);
  }

  @Test
  void anotherFailureOfTheSameRecipeIsJudgedForItself() {
    causes.of(recipe, failed("one"));
    causes.of(recipe, failed("two"));

    assertThat(judged).hasSize(2);
  }
}
