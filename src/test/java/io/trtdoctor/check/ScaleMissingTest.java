package io.trtdoctor.check;

import static io.trtdoctor.check.LogText.BATCH;
import static io.trtdoctor.check.LogText.CACHE_READ;
import static io.trtdoctor.check.LogText.ENGINE;
import static io.trtdoctor.check.LogText.POST_PROCESSED;
import static io.trtdoctor.check.LogText.STARTING;
import static io.trtdoctor.check.LogText.missing;
import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.finding.Subject;
import org.junit.jupiter.api.Test;

class ScaleMissingTest {
  private final Check check = new ScaleMissing();

  @Test
  void tensorsWithoutAScaleAreNamedWhereNothingShowsTheirSource() {
    Finding finding =
        LogText.of(
                missing("/global_pool/flatten/Flatten_output_0"),
                missing("(Unnamed Layer* 799) [Constant]_output"))
            .foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(finding.subjects())
        .extracting(Subject::name)
        .containsExactly("/global_pool/flatten/Flatten_output_0");
  }

  @Test
  void constantsAloneAreNoFinding() {
    assertThat(LogText.of(missing("(Unnamed Layer* 799) [Constant]_output")).examinedBy(check))
        .isEmpty();
  }

  @Test
  void aCacheThatWasReadExplainsThem() {
    assertThat(LogText.of(CACHE_READ, missing("/conv/Conv_output_0")).examinedBy(check)).isEmpty();
  }

  @Test
  void afterACalibrationInThisBuildAFewAreARemark() {
    assertThat(
            LogText.of(STARTING, BATCH, POST_PROCESSED, missing("/conv/Conv_output_0"), ENGINE)
                .foundBy(check)
                .effect())
        .isEqualTo(Effect.NOTES);
  }
}
