package io.trtdoctor.check;

import static io.trtdoctor.check.LogText.BATCH;
import static io.trtdoctor.check.LogText.CACHE_READ;
import static io.trtdoctor.check.LogText.ENGINE;
import static io.trtdoctor.check.LogText.ERROR;
import static io.trtdoctor.check.LogText.POST_PROCESSED;
import static io.trtdoctor.check.LogText.STARTING;
import static io.trtdoctor.check.LogText.inEffect;
import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import org.junit.jupiter.api.Test;

class CalibrationDataDegenerateTest {
  private final Check check = new CalibrationDataDegenerate();

  private static final String COMPILER =
      ERROR + "1: Unexpected exception NVRTC error: NVRTC_ERROR_COMPILATION";

  @Test
  void zeroScalesOfComputedTensorsAreEvident() {
    Finding finding =
        LogText.of(
                STARTING,
                BATCH,
                POST_PROCESSED,
                inEffect("input", "0"),
                inEffect("/conv0/Conv_output_0", "0"),
                inEffect("/conv1/Conv_output_0", "0"),
                COMPILER)
            .foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(finding.effect()).isEqualTo(Effect.BREAKS);
  }

  @Test
  void zeroScalesOfConstantsAreNormal() {
    assertThat(
            LogText.of(
                    STARTING,
                    BATCH,
                    POST_PROCESSED,
                    inEffect("input", "0.02"),
                    inEffect("onnx::Conv_802", "0"),
                    inEffect("(Unnamed Layer* 0) [Constant]_output", "0"),
                    inEffect("fc.bias", "0"),
                    ENGINE)
                .examinedBy(check))
        .isEmpty();
  }

  @Test
  void anotherErrorIsNotBlamedOnZeroScales() {
    Finding finding =
        LogText.of(
                CACHE_READ,
                inEffect("input", "0"),
                inEffect("a", "0"),
                inEffect("b", "0"),
                ERROR + "2: Assertion !n->candidateRequirements.empty() failed.")
            .foundBy(check);

    assertThat(finding.effect()).isEqualTo(Effect.DEGRADES);
  }

  @Test
  void uniformlyZeroIsWhatOlderVersionsSay() {
    assertThat(
            LogText.of("   TRT  Tensor 253 is uniformly zero.        trt_utils.cpp:253")
                .foundBy(check)
                .certainty())
        .isEqualTo(Certainty.EVIDENT);
  }

  @Test
  void theCompilersFailureAloneIsPossibleAfterACalibration() {
    assertThat(LogText.of(STARTING, BATCH, POST_PROCESSED, COMPILER).foundBy(check).certainty())
        .isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void aCacheOfZerosIsEvidentWithoutALog() {
    assertThat(
            LogText.none()
                .cache("TRT-8601-EntropyCalibration2", "input: 0", "a: 0", "b: 0", "c: 3c010a14")
                .foundBy(check)
                .certainty())
        .isEqualTo(Certainty.EVIDENT);
  }
}
