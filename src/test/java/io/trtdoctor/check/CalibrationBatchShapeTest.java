package io.trtdoctor.check;

import static io.trtdoctor.check.LogText.ERROR;
import static io.trtdoctor.check.LogText.STARTING;
import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
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
}
