package io.trtdoctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import org.junit.jupiter.api.Test;

class CalibrationDataFewTest {
  private final Check check = new CalibrationDataFew();

  @Test
  void fewerThanSixteenSamplesAreWorthKnowing() {
    Finding finding = new SampleData().samples(15, -1, 1).alone().foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(finding.effect()).isEqualTo(Effect.NOTES);
    assertThat(new SampleData().samples(16, -1, 1).alone().examinedBy(check)).isEmpty();
  }

  @Test
  void aRangeThatStillGrowsIsWorthKnowing() {
    Finding finding =
        new SampleData().samples(16, -1, 1).samples(3, -1.25, 1).alone().foundBy(check);

    assertThat(SpokenFinding.english(finding)).contains("by 20 %", "19 calibration samples");
  }
}
