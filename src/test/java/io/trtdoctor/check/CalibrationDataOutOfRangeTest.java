package io.trtdoctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import org.junit.jupiter.api.Test;

class CalibrationDataOutOfRangeTest {
  private final Check check = new CalibrationDataOutOfRange();

  @Test
  void twiceTheTrainingRangeIsEvident() {
    Finding finding = new SampleData().sample(0, 255).expected(-2.5f, 2.5f).alone().foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(SpokenFinding.english(finding)).contains("trained with -2.5 to 2.5", "never used");
  }

  @Test
  void lessThanHalfOfItIsEvidentToo() {
    assertThat(
            SpokenFinding.english(
                new SampleData().sample(0, 0.9).expected(-2, 2).alone().foundBy(check)))
        .contains("clipped");
  }

  @Test
  void aRangeThatIsNearlyMetIsFine() {
    assertThat(new SampleData().sample(-1.9, 2).expected(-2, 2).alone().examinedBy(check))
        .isEmpty();
  }

  @Test
  void nothingIsKnownWithoutAnExpectedRange() {
    assertThat(new SampleData().sample(0, 255).alone().examinedBy(check)).isEmpty();
  }
}
