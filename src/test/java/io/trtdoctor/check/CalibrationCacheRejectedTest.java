package io.trtdoctor.check;

import static io.trtdoctor.check.LogText.BATCH;
import static io.trtdoctor.check.LogText.CACHE_REJECTED;
import static io.trtdoctor.check.LogText.ENGINE;
import static io.trtdoctor.check.LogText.ERROR;
import static io.trtdoctor.check.LogText.LOOKUP_FAILED;
import static io.trtdoctor.check.LogText.POST_PROCESSED;
import static io.trtdoctor.check.LogText.POST_PROCESSED_NOTHING;
import static io.trtdoctor.check.LogText.STARTING;
import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.model.CalibrationAlgorithm;
import org.junit.jupiter.api.Test;

class CalibrationCacheRejectedTest {
  private final Check check = new CalibrationCacheRejected();

  @Test
  void aTableThatDoesNotMatchIsEvident() {
    Finding finding =
        LogText.of(CACHE_REJECTED, STARTING, POST_PROCESSED_NOTHING, LOOKUP_FAILED).foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(finding.effect()).isEqualTo(Effect.BREAKS);
  }

  @Test
  void itIsOnlyARemarkWhereBatchesWereCalibratedAfterwards() {
    Finding finding =
        LogText.of(CACHE_REJECTED, STARTING, BATCH, POST_PROCESSED, ENGINE).foundBy(check);

    assertThat(finding.effect()).isEqualTo(Effect.NOTES);
  }

  @Test
  void beforeAnyErrorItIsOpenWhetherItBreaksTheBuild() {
    assertThat(LogText.of(CACHE_REJECTED).foundBy(check).effect()).isEqualTo(Effect.DEGRADES);
  }

  @Test
  void aNullPointerFromTrtexecMakesItPossible() {
    String error =
        "[03/14/2025-09:26:53] [E] Error[2]: [calibrator.cu::absTensorMax::141] Error Code 2:"
            + " Internal Error (Assertion memory != nullptr failed. memory must be valid if nbElem"
            + " != 0)";

    assertThat(LogText.of(error).foundBy(check).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void aNullPointerFromAnotherProgramSaysNothingOfTheCache() {
    String error =
        ERROR + "2: [calibrator.cu::absTensorMax::141] (Assertion memory != nullptr failed.)";

    assertThat(LogText.of(STARTING, error).examinedBy(check)).isEmpty();
  }

  @Test
  void theHeaderOfTheCacheIsEvidence() {
    Finding finding =
        LogText.of(CACHE_REJECTED, LOOKUP_FAILED)
            .cache("TRT-8601-MinMaxCalibration", "input: 3c010a14")
            .foundBy(check);

    assertThat(finding.evidence())
        .extracting(Evidence::text)
        .contains("TRT-8601-MinMaxCalibration");
  }

  @Test
  void anotherCalibratorThanTheHeaderNamesWillRejectTheCache() {
    Finding finding =
        LogText.none()
            .cache("TRT-8601-MinMaxCalibration", "input: 3c010a14")
            .settings(SampleSettings.calibrator(CalibrationAlgorithm.ENTROPY_2))
            .foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.EVIDENT);
  }

  @Test
  void theSameCalibratorTakesTheCache() {
    assertThat(
            LogText.none()
                .cache("TRT-8601-EntropyCalibration2", "input: 3c010a14")
                .settings(SampleSettings.calibrator(CalibrationAlgorithm.ENTROPY_2))
                .examinedBy(check))
        .isEmpty();
  }
}
