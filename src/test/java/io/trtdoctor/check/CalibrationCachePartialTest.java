package io.trtdoctor.check;

import static io.trtdoctor.check.LogText.BATCH;
import static io.trtdoctor.check.LogText.CACHE_READ;
import static io.trtdoctor.check.LogText.ENGINE;
import static io.trtdoctor.check.LogText.ERROR;
import static io.trtdoctor.check.LogText.LOOKUP_FAILED;
import static io.trtdoctor.check.LogText.POST_PROCESSED;
import static io.trtdoctor.check.LogText.STARTING;
import static io.trtdoctor.check.LogText.inEffect;
import static io.trtdoctor.check.LogText.missing;
import static io.trtdoctor.check.LogText.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.finding.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationCachePartialTest {
  private final Check check = new CalibrationCachePartial();

  @Test
  void aConcatenationWithoutAScaleIsEvidentWhereTheRestFits() {
    Finding finding =
        LogText.of(
                CACHE_READ,
                inEffect("input", "0.01"),
                inEffect("/conv/Conv_output_0", "0.02"),
                missing("/main/Concat_output_0"),
                ENGINE)
            .foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(finding.effect()).isEqualTo(Effect.DEGRADES);
    assertThat(finding.subjects()).extracting(Subject::name).contains("/main/Concat_output_0");
    assertThat(finding.summary().key()).endsWith("summary-one");
  }

  @Test
  void aLayerThatLosesItsInt8InputIsPossible() {
    Finding finding =
        LogText.of(
                CACHE_READ,
                inEffect("input", "0.01"),
                missing("c1"),
                missing("m1"),
                rejected("/conv2", "m1", "input"),
                ENGINE)
            .foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(finding.subjects()).extracting(Subject::name).containsExactly("m1");
  }

  @Test
  void whatOnlyTensorsInsideAFusedBlockLackIsNoFault() {
    assertThat(
            LogText.of(
                    CACHE_READ,
                    inEffect("input", "0.01"),
                    missing("c1"),
                    rejected("/conv1", "c1", "output"),
                    rejected("PWN(PWN(/sig1), /mul1)", "c1", "input"),
                    ENGINE)
                .examinedBy(check))
        .isEmpty();
  }

  @Test
  void aLogThatListsNoScalesDoesNotMakeTheCacheForeign() {
    String[] log = {CACHE_READ, missing("/conv/Conv_output_0"), ENGINE};

    assertThat(LogText.of(log).foundBy(check).certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(LogText.of(log).examinedBy(new CalibrationCacheForeign())).isEmpty();
  }

  @Test
  void gapsComeBeforeAKernelThatNothingElseExplains() {
    Finding finding =
        LogText.of(
                CACHE_READ,
                missing("/conv/Conv_output_0"),
                ERROR + "10: Could not find any implementation for node /other/Conv.")
            .foundBy(check);

    assertThat(finding.effect()).isEqualTo(Effect.BREAKS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(Unnamed Layer* 183) [Constant]_output",
        "(Unnamed Layer* 702) [Shuffle]_output",
        "ONNXTRT_Broadcast_949_output",
        "head.classifier.1.weight_output",
        "/attn/Softmax_output_0",
        "/attn/Slice_output_0"
      })
  void healthyBuildsLackTheseToo(String tensor) {
    assertThat(LogText.of(CACHE_READ, missing(tensor), ENGINE).examinedBy(check)).isEmpty();
  }

  @Test
  void aCalibrationInThisBuildRulesItOut() {
    assertThat(
            LogText.of(STARTING, BATCH, POST_PROCESSED, missing("/main/Concat_output_0"))
                .examinedBy(check))
        .isEmpty();
  }

  @Test
  void aCacheThatLacksTheSourceOfACopyIsPossible() {
    assertThat(LogText.of(CACHE_READ, LOOKUP_FAILED).foundBy(check).certainty())
        .isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void theModelTellsGapsWithoutALog() {
    Finding finding =
        LogText.none()
            .network(SampleNetwork.chain("Conv", "Relu", "Conv"))
            .cache("TRT-8601-EntropyCalibration2", "images: 3c010a14", "t0: 3c010a14")
            .foundBy(check);

    assertThat(finding.subjects()).extracting(Subject::name).contains("t1", "t2");
  }
}
