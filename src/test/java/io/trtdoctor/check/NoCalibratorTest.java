package io.trtdoctor.check;

import static io.trtdoctor.check.LogText.CALIBRATOR_ABSENT;
import static io.trtdoctor.check.LogText.ENGINE;
import static io.trtdoctor.check.LogText.NO_SCALES;
import static io.trtdoctor.check.LogText.POST_PROCESSED_NOTHING;
import static io.trtdoctor.check.LogText.STARTING;
import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Finding;
import org.junit.jupiter.api.Test;

class NoCalibratorTest {
  private final Check check = new NoCalibrator();

  @Test
  void theBuilderSaysSoAndFindsNoScale() {
    Finding finding = LogText.of(CALIBRATOR_ABSENT, NO_SCALES).foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(finding.evidence()).extracting(Evidence::line).containsExactly(1L, 2L);
  }

  @Test
  void theErrorAloneIsPossible() {
    assertThat(LogText.of(NO_SCALES).foundBy(check).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void aCalibrationThatRanRulesItOut() {
    assertThat(LogText.of(STARTING, POST_PROCESSED_NOTHING, NO_SCALES).examinedBy(check)).isEmpty();
  }

  @Test
  void rangesSetByHandNeedNoCalibrator() {
    assertThat(LogText.of(CALIBRATOR_ABSENT, ENGINE).examinedBy(check)).isEmpty();
  }
}
