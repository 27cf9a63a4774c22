package io.trtdoctor.check;

import static io.trtdoctor.check.LogText.CALIBRATOR_ABSENT;
import static io.trtdoctor.check.LogText.ENGINE;
import static io.trtdoctor.check.LogText.NO_SCALES;
import static io.trtdoctor.check.LogText.missing;
import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import org.junit.jupiter.api.Test;

class DynamicRangeMissingTest {
  private final Check check = new DynamicRangeMissing();

  @Test
  void tensorsWithoutAScaleAndWithoutACalibratorWereLeftOut() {
    Finding finding =
        LogText.of(CALIBRATOR_ABSENT, missing("/conv/Conv_output_0"), ENGINE).foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(finding.effect()).isEqualTo(Effect.DEGRADES);
  }

  @Test
  void withNoScaleAtAllTheCalibratorIsWhatIsMissing() {
    assertThat(LogText.of(CALIBRATOR_ABSENT, NO_SCALES).examinedBy(check)).isEmpty();
  }

  @Test
  void constantsNeedNoRange() {
    assertThat(LogText.of(CALIBRATOR_ABSENT, missing("fc.bias"), ENGINE).examinedBy(check))
        .isEmpty();
  }
}
