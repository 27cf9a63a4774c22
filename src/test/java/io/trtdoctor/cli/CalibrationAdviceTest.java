package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.calibrator.ScaleCurve.Point;
import io.trtdoctor.probe.CalibrationTimes;
import io.trtdoctor.probe.CalibrationTimes.Part;
import io.trtdoctor.text.Message;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CalibrationAdviceTest {
  private static final String KEY = "cli.calibrate.gpu.advice.";
  private static final List<Point> SETTLED =
      List.of(new Point(8, 30, 100), new Point(16, 5, 100), new Point(24, 1, 100));

  private static List<String> keys(Map<Part, Double> seconds, List<Point> curve) {
    return new CalibrationAdvice(new CalibrationTimes(seconds, 32), curve)
        .messages().stream().map(Message::key).toList();
  }

  @Test
  void aQuickCalibrationWithEnoughSamplesNeedsNone() {
    assertThat(keys(Map.of(Part.INFERENCE, 4.0), SETTLED)).isEmpty();
  }

  @Test
  void aShareOfLessThanHalfIsInLine() {
    assertThat(
            keys(
                Map.of(Part.DATA_AND_TRANSFER, 4.0, Part.INFERENCE, 4.0, Part.POST_PROCESSING, 4.0),
                SETTLED))
        .isEmpty();
  }

  @Test
  void slowDataAreToBeDecodedOnceAndFewerOfThemWouldDo() {
    assertThat(keys(Map.of(Part.DATA_AND_TRANSFER, 40.0, Part.INFERENCE, 4.0), SETTLED))
        .containsExactly(KEY + "data-and-transfer", KEY + "enough");
  }

  @Test
  void fewerSamplesDoNotHelpWherePostProcessingTakesTheTime() {
    assertThat(keys(Map.of(Part.POST_PROCESSING, 20.0), SETTLED))
        .containsExactly(KEY + "post-processing");
  }

  @Test
  void scalesThatStillMoveAskForMoreSamples() {
    List<Point> moving =
        List.of(new Point(8, 30, 100), new Point(16, 4, 100), new Point(24, 6, 100));

    assertThat(keys(Map.of(Part.INFERENCE, 40.0), moving))
        .containsExactly(KEY + "more", KEY + "inference");
  }
}
