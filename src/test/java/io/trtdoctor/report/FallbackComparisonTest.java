package io.trtdoctor.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.FallbackBuild;
import io.trtdoctor.text.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

class FallbackComparisonTest {
  private static final FallbackBuild ACCURATE = fallback("let-go", 0.1);
  private static final FallbackBuild FAST = fallback("fp16", 0.2);

  private static FallbackBuild fallback(String id, double relativeL2) {
    return SampleExperiments.fallback(id, true, "a", relativeL2);
  }

  private static List<String> merits(FallbackBuild build, FallbackBuild... others) {
    List<FallbackBuild> all = new java.util.ArrayList<>(List.of(others));
    all.add(build);
    return new FallbackComparison(all).merits(build).stream().map(Message::key).toList();
  }

  @Test
  void eachFallbackSaysInWhatItIsBetterThanAllOthers() {
    assertThat(merits(FAST, ACCURATE)).containsExactly("experiment.merit.fastest");
    assertThat(merits(ACCURATE, FAST))
        .containsExactly("experiment.merit.most-accurate", "experiment.merit.most-int8");
  }

  @Test
  void aFallbackWithoutOthersHasNoMerits() {
    assertThat(merits(FAST, fallback(FallbackBuild.ALL_INT8, 0.3))).isEmpty();
  }

  @Test
  void outputsThatAreNoNumbersAreNotAccurate() {
    assertThat(merits(fallback("let-go", Double.NaN), fallback("fp16", 0.2)))
        .doesNotContain("experiment.merit.most-accurate");
  }

  @Test
  void theBestIsTheFastestUnlessItsOutputsAreOffByMoreThanItSaves() {
    FallbackBuild wrong = fallback("fp16", 0.9);

    assertThat(new FallbackComparison(List.of(ACCURATE, FAST)).best()).contains(FAST);
    assertThat(new FallbackComparison(List.of(ACCURATE, wrong)).best()).contains(ACCURATE);
    assertThat(new FallbackComparison(List.of(fallback("fp16", Double.NaN))).best()).isEmpty();
  }

  @Test
  void thatFp16AloneIsFasterIsSaid() {
    FallbackBuild slow = fallback("let-go-and-much-more", 0.1);

    assertThat(new FallbackComparison(List.of(slow, fallback(FallbackBuild.ALL_FP16, 0))).advice())
        .map(Message::key)
        .contains("experiment.advice.fp16");
    assertThat(new FallbackComparison(List.of(FAST, fallback(FallbackBuild.ALL_FP16, 0))).advice())
        .isEmpty();
  }

  @Test
  void fp16WhoseOutputsOverflowIsNoAdvice() {
    FallbackBuild slow = fallback("let-go-and-much-more", 0.1);
    FallbackBuild overflows = fallback(FallbackBuild.ALL_FP16, Double.POSITIVE_INFINITY);

    assertThat(new FallbackComparison(List.of(slow, overflows)).advice())
        .map(Message::key)
        .contains("experiment.advice.fp16-not-finite");
  }
}
