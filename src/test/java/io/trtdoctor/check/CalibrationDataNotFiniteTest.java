package io.trtdoctor.check;

import static io.trtdoctor.check.LogText.BATCH;
import static io.trtdoctor.check.LogText.ENGINE;
import static io.trtdoctor.check.LogText.ERROR;
import static io.trtdoctor.check.LogText.STARTING;
import static io.trtdoctor.check.LogText.inEffect;
import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import org.junit.jupiter.api.Test;

class CalibrationDataNotFiniteTest {
  private final Check check = new CalibrationDataNotFinite();

  private static final String NO_RANGE =
      ERROR
          + "2: [quantization.cpp::DynamicRange::74] Error Code 2: Internal Error (Assertion min_"
          + " <= max_ failed. )";

  @Test
  void aRangeThatFailsAfterBatchesIsEvident() {
    assertThat(LogText.of(STARTING, BATCH, NO_RANGE).foundBy(check).certainty())
        .isEqualTo(Certainty.EVIDENT);
  }

  @Test
  void withoutBatchesItIsPossible() {
    assertThat(LogText.of(NO_RANGE).foundBy(check).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void notANumberInTheDataIsEvidentAndNamesTheFile() {
    Finding finding = new SampleData().sample(-1, 1).notANumber().alone().foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(finding.effect()).isEqualTo(Effect.DEGRADES);
    assertThat(finding.evidence()).singleElement().asString().contains("1.npy").contains("nan=3");
    assertThat(SpokenFinding.english(finding)).contains("1.npy");
  }

  @Test
  void dataAndLogTogetherAreOneFinding() {
    Finding finding =
        LogText.of(STARTING, BATCH, NO_RANGE)
            .data(new SampleData().notANumber().audit())
            .foundBy(check);

    assertThat(finding.effect()).isEqualTo(Effect.BREAKS);
    assertThat(finding.evidence()).extracting(Evidence::file).contains("0.npy", "build.log");
  }

  @Test
  void finiteDataAreNoFinding() {
    assertThat(new SampleData().sample(-1, 1).alone().examinedBy(check)).isEmpty();
  }

  @Test
  void anotherAssertionIsAnotherMatter() {
    assertThat(
            LogText.of(STARTING, BATCH, ERROR + "2: Assertion scales.size() == 1 failed.")
                .examinedBy(check))
        .isEmpty();
  }

  @Test
  void zeroScalesAfterDataThatAreKnownNotToBeNumbersAreEvident() {
    Finding finding =
        LogText.of(STARTING, BATCH, inEffect("input", "0"), inEffect("a", "0.1"), ENGINE)
            .data(new SampleData().nothingButNan().audit())
            .foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(finding.effect()).isEqualTo(Effect.DEGRADES);
    assertThat(finding.evidence()).extracting(Evidence::file).contains("0.npy", "build.log");
    assertThat(SpokenFinding.english(finding)).contains("input first");
  }

  @Test
  void zeroScalesBesideASingleNanDoNotComeFromIt() {
    Finding finding =
        LogText.of(STARTING, BATCH, inEffect("input", "0"), inEffect("a", "0.1"), ENGINE)
            .data(new SampleData().notANumber().audit())
            .foundBy(check);

    assertThat(finding.evidence()).extracting(Evidence::file).containsExactly("0.npy");
  }
}
