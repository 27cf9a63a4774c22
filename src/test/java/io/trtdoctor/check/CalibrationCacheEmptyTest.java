package io.trtdoctor.check;

import static io.trtdoctor.check.LogText.BATCH;
import static io.trtdoctor.check.LogText.CACHE_REJECTED;
import static io.trtdoctor.check.LogText.ENGINE;
import static io.trtdoctor.check.LogText.LOOKUP_FAILED;
import static io.trtdoctor.check.LogText.POST_PROCESSED;
import static io.trtdoctor.check.LogText.POST_PROCESSED_NOTHING;
import static io.trtdoctor.check.LogText.STARTING;
import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import org.junit.jupiter.api.Test;

class CalibrationCacheEmptyTest {
  private final Check check = new CalibrationCacheEmpty();

  @Test
  void aCacheWithOnlyAHeaderIsEmpty() {
    Finding finding =
        LogText.of(STARTING, POST_PROCESSED_NOTHING, LOOKUP_FAILED)
            .cache("TRT-8601-EntropyCalibration2")
            .foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(finding.effect()).isEqualTo(Effect.BREAKS);
  }

  @Test
  void theLogAloneMakesItPossibleBesideTheMissingBatches() {
    Finding finding = LogText.of(STARTING, POST_PROCESSED_NOTHING, LOOKUP_FAILED).foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(finding.effect()).isEqualTo(Effect.NOTES);
  }

  @Test
  void anEntryInTheCacheRulesItOut() {
    assertThat(
            LogText.of(STARTING, POST_PROCESSED_NOTHING, LOOKUP_FAILED)
                .cache("TRT-8601-EntropyCalibration2", "input: 3c010a14")
                .examinedBy(check))
        .isEmpty();
  }

  @Test
  void anEmptyCacheDoesNoHarmWhereTheBuildCameOut() {
    assertThat(
            LogText.of(STARTING, BATCH, POST_PROCESSED, ENGINE)
                .cache("TRT-8601-EntropyCalibration2")
                .foundBy(check)
                .effect())
        .isEqualTo(Effect.NOTES);
  }

  @Test
  void aRejectedCacheWasNotEmpty() {
    assertThat(
            LogText.of(CACHE_REJECTED, STARTING, POST_PROCESSED_NOTHING, LOOKUP_FAILED)
                .examinedBy(check))
        .isEmpty();
  }
}
