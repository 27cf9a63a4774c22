package io.trtdoctor.check;

import static io.trtdoctor.check.LogText.ERROR;
import static io.trtdoctor.check.LogText.STARTING;
import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.model.DataType;
import org.junit.jupiter.api.Test;

class CalibrationBatchShapeTest {
  private final Check check = new CalibrationBatchShape();

  @Test
  void polygraphyLooksAtTheShape() {
    assertThat(
            LogText.of("[E] Received incompatible shape for input: images. Expected: (1, 3, 8, 8)")
                .foundBy(check)
                .certainty())
        .isEqualTo(Certainty.EVIDENT);
  }

  @Test
  void aShapeRefusedDuringCalibrationIsPossible() {
    String error = ERROR + "3: Static dimension mismatch while setting input shape.";

    assertThat(LogText.of(STARTING, error).foundBy(check).certainty())
        .isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void aShapeRefusedOutsideCalibrationIsAnotherMatter() {
    String error = ERROR + "3: Static dimension mismatch while setting input shape.";

    assertThat(LogText.of(error).examinedBy(check)).isEmpty();
  }

  @Test
  void channelsThatComeLastInAFileAreEvident() {
    Finding finding = new SampleData().array(DataType.FP32, 1L, 4L, 4L, 3L).alone().foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(finding.effect()).isEqualTo(Effect.DEGRADES);
    assertThat(SpokenFinding.english(finding)).contains("a.npy has its channels last");
  }

  @Test
  void anotherShapeOrTypeIsWorthKnowing() {
    assertThat(new SampleData().array(DataType.FP32, 1L, 6L, 8L).alone().foundBy(check).effect())
        .isEqualTo(Effect.NOTES);
    assertThat(
            SpokenFinding.english(
                new SampleData().array(DataType.FP64, 1L, 3L, 4L, 4L).alone().foundBy(check)))
        .contains("fp64 [1, 3, 4, 4]");
  }

  @Test
  void theInputsShapeWithOtherNumbersOfItemsIsFine() {
    assertThat(new SampleData().array(DataType.FP32, 9L, 3L, 4L, 4L).alone().examinedBy(check))
        .isEmpty();
  }
}
