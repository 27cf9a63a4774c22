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
import io.trtdoctor.finding.Evidence;
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

  @Test
  void zerosInTheDataAreEvidentAndNameTheFiles() {
    Finding finding = new SampleData().samples(2, 0, 0).alone().foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(finding.effect()).isEqualTo(Effect.DEGRADES);
    assertThat(finding.evidence()).extracting(Evidence::file).containsExactly("0.npy", "1.npy");
  }

  @Test
  void zerosInTheDataTakeOverWhatTheLogShows() {
    Finding finding =
        LogText.of(STARTING, BATCH, POST_PROCESSED, COMPILER)
            .data(new SampleData().sample(0, 0).audit())
            .foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(finding.effect()).isEqualTo(Effect.BREAKS);
  }

  @Test
  void oneValueThroughoutIsEvident() {
    assertThat(SpokenFinding.english(new SampleData().samples(2, 3, 3).alone().foundBy(check)))
        .contains("have one value, of magnitude 3");
  }

  @Test
  void dataThatAreNearlyZeroArePossible() {
    assertThat(new SampleData().sample(-1e-30, 1e-30).alone().foundBy(check).certainty())
        .isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void aConstantChannelIsPossible() {
    assertThat(
            SpokenFinding.english(
                new SampleData().sample(-1, 1).constantChannel(2).alone().foundBy(check)))
        .contains("Channel 2");
  }

  @Test
  void aSingleSampleOfZerosIsWorthKnowing() {
    Finding finding = new SampleData().sample(-1, 1).sample(0, 0).alone().foundBy(check);

    assertThat(finding.effect()).isEqualTo(Effect.NOTES);
    assertThat(finding.evidence()).extracting(Evidence::file).containsExactly("1.npy");
  }

  @Test
  void orderlyDataAreNoFinding() {
    assertThat(new SampleData().sample(-1, 1).alone().examinedBy(check)).isEmpty();
  }
}
