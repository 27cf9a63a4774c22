package io.trtdoctor.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpeculationTest {
  private static final int WORKERS = 8;

  /** How many rounds it takes to find one culprit, so many questions at a time. */
  private static int rounds(int candidates, int culprit, int workers) {
    double[] weights = new double[candidates];
    Arrays.fill(weights, 1);
    Plan plan = new Plan(weights);
    Facts facts = Facts.none(candidates, new Trust(0));
    Plan.State state = plan.consider(facts);
    int rounds = 0;
    while (!state.wishes().isEmpty()) {
      List<Subset> asked =
          workers == 1
              ? List.of(state.wishes().get(0).subset())
              : new Speculation(plan).wanted(facts, state.wishes(), workers);
      for (Subset subset : asked) {
        Answer answer = subset.has(culprit) ? Answer.FAILS : Answer.PASSES;
        facts = facts.with(subset, answer, List.of());
      }
      state = plan.consider(facts);
      rounds++;
    }
    return rounds;
  }

  private static int rounds(int candidates, int workers) {
    return IntStream.range(0, 10)
        .map(i -> rounds(candidates, (2 * i + 1) * candidates / 20, workers))
        .sum();
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 700, 5000})
  void eightAtATimeFindALoneCulpritInAThirdOfTheRounds(int candidates) {
    assertThat(3 * rounds(candidates, WORKERS)).isLessThanOrEqualTo(rounds(candidates, 1));
  }
}
