package io.trtdoctor.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import io.trtdoctor.buildlog.LogSeverity;
import io.trtdoctor.model.CalibratorCall;
import io.trtdoctor.model.CalibratorCall.Method;
import io.trtdoctor.probe.CalibrationTimes.Part;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CalibrationTimesTest {
  private static final Offset<Double> NEARLY = within(1e-9);

  private static CalibratorCall call(double seconds, boolean more, OptionalDouble transfer) {
    return new CalibratorCall(
        seconds, Method.GET_BATCH, more, 1, List.of(), transfer, Optional.empty());
  }

  private static CalibrationTimes times(CalibratorCall... calls) {
    List<LogMessage> log =
        List.of(
            new LogMessage(1, LogSeverity.INFO, "Starting Calibration."),
            new LogMessage(3, LogSeverity.INFO, "  Calibrated batch 0 in 1.25 seconds."));
    return CalibrationTimes.of(
        new Observations(
            log,
            Map.of(),
            List.of(calls),
            Optional.empty(),
            OptionalLong.empty(),
            "",
            "",
            Optional.empty(),
            List.of(),
            List.of(),
            Map.of(),
            Optional.empty()));
  }

  @Test
  void copyingIsToldFromReadingWhereTheCallsSayHowLongItTook() {
    CalibrationTimes times =
        times(call(1.5, true, OptionalDouble.of(0.125)), call(3.25, false, OptionalDouble.empty()));

    assertThat(times.seconds())
        .contains(entry(Part.TRANSFER, 0.125), entry(Part.INFERENCE, 1.25))
        .doesNotContainKey(Part.DATA_AND_TRANSFER);
    assertThat(times.seconds().get(Part.DATA)).isCloseTo(0.625, NEARLY);
  }

  @Test
  void aRecordingThatDoesNotSayKeepsBothAsOnePart() {
    CalibrationTimes times =
        times(call(1.5, true, OptionalDouble.empty()), call(3.25, false, OptionalDouble.empty()));

    assertThat(times.seconds())
        .containsOnlyKeys(Part.DATA_AND_TRANSFER, Part.INFERENCE)
        .containsEntry(Part.DATA_AND_TRANSFER, 0.75);
  }
}
