package io.trtdoctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import org.junit.jupiter.api.Test;

class CalibrationDataOutlierTest {
  private final Check check = new CalibrationDataOutlier();

  @Test
  void aSampleThatReachesTwiceAsFarIsNamed() {
    Finding finding = new SampleData().samples(4, -1, 1).sample(-1, 3).alone().foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(finding.effect()).isEqualTo(Effect.NOTES);
    assertThat(SpokenFinding.english(finding)).contains("4.npy", "3 times as far");
  }

  @Test
  void aSampleOfAnotherKindDoesHarm() {
    assertThat(new SampleData().samples(4, -1, 1).sample(0, 255).alone().foundBy(check).effect())
        .isEqualTo(Effect.DEGRADES);
  }

  @Test
  void fewSamplesTellNothing() {
    assertThat(new SampleData().samples(2, -1, 1).sample(-1, 3).alone().examinedBy(check))
        .isEmpty();
  }

  @Test
  void twoThatReachFarAreNoOutlier() {
    assertThat(new SampleData().samples(4, -1, 1).samples(2, -3, 3).alone().examinedBy(check))
        .isEmpty();
  }
}
