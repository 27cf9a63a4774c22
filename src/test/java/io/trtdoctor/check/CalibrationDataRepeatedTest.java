package io.trtdoctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import org.junit.jupiter.api.Test;

class CalibrationDataRepeatedTest {
  private final Check check = new CalibrationDataRepeated();

  @Test
  void aSampleWithTheValuesOfAnotherIsNamed() {
    Finding finding = new SampleData().sample(-1, 1).sample(-2, 2).again(0).alone().foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(finding.effect()).isEqualTo(Effect.NOTES);
    assertThat(SpokenFinding.english(finding)).contains("2.npy has the values of 0.npy");
  }

  @Test
  void samplesThatAreAllTheSameDoHarm() {
    Finding finding = new SampleData().sample(-1, 1).again(0).again(0).alone().foundBy(check);

    assertThat(finding.effect()).isEqualTo(Effect.DEGRADES);
    assertThat(SpokenFinding.english(finding)).contains("All 3 calibration samples");
  }

  @Test
  void samplesThatDifferAreNoFinding() {
    assertThat(new SampleData().samples(3, -1, 1).alone().examinedBy(check)).isEmpty();
  }
}
