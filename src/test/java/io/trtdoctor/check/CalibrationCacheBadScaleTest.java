package io.trtdoctor.check;

import static io.trtdoctor.check.LogText.ERROR;
import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.finding.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationCacheBadScaleTest {
  private final Check check = new CalibrationCacheBadScale();

  private static final String ZERO_DIVISOR =
      ERROR
          + "2: [weightConvertors.cpp::quantizeBiasCommon::337] Error Code 2: Internal Error"
          + " (Assertion getter(i) != 0 failed. )";

  @Test
  void theAssertionAloneIsPossible() {
    Finding finding = LogText.of(ZERO_DIVISOR).foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(finding.effect()).isEqualTo(Effect.BREAKS);
  }

  @Test
  void aZeroEntryBehindTheAssertionIsEvident() {
    Finding finding =
        LogText.of(ZERO_DIVISOR)
            .cache("TRT-8501-EntropyCalibration2", "input: 3c010a14", "conv1: 0")
            .foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(finding.subjects()).extracting(Subject::name).containsExactly("conv1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7fc00000", "7f800000", "bc010a14"})
  void notANumberInfinityAndANegativeScaleAreEvidentInTheCacheAlone(String hex) {
    assertThat(
            LogText.none()
                .cache("TRT-8601-EntropyCalibration2", "input: " + hex)
                .foundBy(check)
                .certainty())
        .isEqualTo(Certainty.EVIDENT);
  }

  @Test
  void anInfiniteEntryBehindAKernelThatMultipliesByItIsEvidentAndBreaks() {
    Finding finding =
        LogText.of(CalibrationOverflowTest.KERNEL)
            .cache("TRT-8601-EntropyCalibration2", "input: 3c010a14", "conv1: 7f800000")
            .foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(finding.effect()).isEqualTo(Effect.BREAKS);
    assertThat(finding.subjects()).extracting(Subject::name).containsExactly("conv1");
  }

  @Test
  void anInfiniteScaleInEffectThatWasReadIsTheCaches() {
    assertThat(
            LogText.of(LogText.CACHE_READ, LogText.inEffect("conv1", "inf"))
                .foundBy(check)
                .certainty())
        .isEqualTo(Certainty.EVIDENT);
  }

  @Test
  void aKernelThatMultipliesByInfinityMakesOneSuspectTheCache() {
    Finding finding = LogText.of(CalibrationOverflowTest.KERNEL).foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(SpokenFinding.english(finding)).contains("multiplies by infinity");
  }

  @Test
  void aZeroScaleAloneIsNormal() {
    assertThat(
            LogText.none()
                .cache("TRT-8601-EntropyCalibration2", "fc.bias: 0", "conv1: 0")
                .examinedBy(check))
        .isEmpty();
  }

  @Test
  void aZeroScaleThatAConvolutionQuantisesItsInputWithIsEvident() {
    Finding finding =
        LogText.none()
            .network(SampleNetwork.chain("Conv", "Relu", "Conv"))
            .cache("TRT-8601-EntropyCalibration2", "images: 3c010a14", "t0: 0", "t1: 0")
            .foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(finding.effect()).isEqualTo(Effect.DEGRADES);
    assertThat(finding.subjects()).extracting(Subject::name).containsExactly("t1");
  }

  @Test
  void aZeroScaleThatNoWeightsAreAppliedToIsNormal() {
    assertThat(
            LogText.none()
                .network(SampleNetwork.chain("Conv", "Relu", "Add"))
                .cache("TRT-8601-EntropyCalibration2", "images: 3c010a14", "t0: 0", "t1: 0")
                .examinedBy(check))
        .isEmpty();
  }
}
