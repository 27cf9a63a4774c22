package io.trtdoctor.check;

import static io.trtdoctor.check.LogText.BATCH;
import static io.trtdoctor.check.LogText.CACHE_READ;
import static io.trtdoctor.check.LogText.CALIBRATOR_ABSENT;
import static io.trtdoctor.check.LogText.ERROR;
import static io.trtdoctor.check.LogText.LOOKUP_FAILED;
import static io.trtdoctor.check.LogText.NO_SCALES;
import static io.trtdoctor.check.LogText.POST_PROCESSED;
import static io.trtdoctor.check.LogText.POST_PROCESSED_NOTHING;
import static io.trtdoctor.check.LogText.STARTING;
import static io.trtdoctor.check.LogText.VERBOSE;
import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.finding.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibratorNoBatchesTest {
  private final Check check = new CalibratorNoBatches();

  @Test
  void calibrationWithoutABatchIsEvident() {
    Finding finding = LogText.of(STARTING, POST_PROCESSED_NOTHING, LOOKUP_FAILED).foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(finding.effect()).isEqualTo(Effect.BREAKS);
    assertThat(finding.firstLine()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1: Unexpected exception _Map_base::at",
        "Unexpected exception _Map_base::at",
        "1: Unexpected exception invalid unordered_map<K, T> key",
        "IBuilder::buildSerializedNetwork: Error Code 4: Internal Error (Calibration failure"
            + " occurred with no scaling factors detected.)"
      })
  void everyVersionSaysItInItsOwnWords(String error) {
    assertThat(LogText.of(STARTING, POST_PROCESSED_NOTHING, ERROR + error).foundBy(check))
        .extracting(Finding::certainty)
        .isEqualTo(Certainty.EVIDENT);
  }

  @Test
  void theErrorAloneIsNoMoreThanPossible() {
    assertThat(LogText.of(LOOKUP_FAILED).foundBy(check).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void constraintsAreSaidNotToBeShownAtFault() {
    Finding finding = LogText.of(STARTING, POST_PROCESSED_NOTHING, LOOKUP_FAILED).foundBy(check);

    assertThat(SpokenFinding.english(finding))
        .contains("not shown to be at fault")
        .contains("without any constraint prints the same lines");
  }

  @Test
  void theTensorOfTheBrokenCopyIsASubject() {
    String copy = VERBOSE + "Assigning tensor scales: /pool/Out using /relu/Out [";

    Finding finding =
        LogText.of(STARTING, POST_PROCESSED_NOTHING, copy, LOOKUP_FAILED).foundBy(check);

    assertThat(finding.subjects()).extracting(Subject::name).contains("/pool/Out", "/relu/Out");
  }

  @Test
  void aCalibratedBatchRulesItOut() {
    assertThat(LogText.of(STARTING, BATCH, POST_PROCESSED, LOOKUP_FAILED).examinedBy(check))
        .isEmpty();
  }

  @Test
  void aCacheThatWasReadRulesItOut() {
    assertThat(LogText.of(CACHE_READ, LOOKUP_FAILED).examinedBy(check)).isEmpty();
  }

  @Test
  void anAbsentCalibratorRulesItOut() {
    assertThat(LogText.of(CALIBRATOR_ABSENT, NO_SCALES).examinedBy(check)).isEmpty();
  }

  @Test
  void aLogThatBreaksOffBeforeTheErrorIsPossible() {
    assertThat(LogText.of(STARTING, POST_PROCESSED_NOTHING).foundBy(check).certainty())
        .isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void samplesThatFillNoBatchAreEvidentWithoutALog() {
    Finding finding = new SampleData().leftOver(3).alone().foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(SpokenFinding.english(finding)).contains("samples has 3 samples");
  }

  @Test
  void dataThatMakeBatchesAreNoFinding() {
    assertThat(new SampleData().sample(-1, 1).leftOver(1).alone().examinedBy(check)).isEmpty();
  }
}
