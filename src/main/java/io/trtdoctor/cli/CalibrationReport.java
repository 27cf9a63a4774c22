package io.trtdoctor.cli;

import io.trtdoctor.calibration.ScaleComparison;
import io.trtdoctor.calibrator.ScaleCurve;
import io.trtdoctor.data.GivenData;
import io.trtdoctor.data.HeldBack;
import io.trtdoctor.probe.CalibrationTimes;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.text.Message;
import java.util.List;
import java.util.Optional;

/**
 * What a calibration on a GPU came to.
 *
 * @param given the data as they were given
 * @param data what of them was calibrated with, and what was not
 * @param comparison of the CPU's scales with TensorRT's, if both are there
 * @param curve over quarters of the samples, empty if it is not known
 * @param times where the time of the calibration went
 */
record CalibrationReport(
    GivenData given,
    HeldBack data,
    GpuCalibration made,
    Optional<ScaleComparison> comparison,
    List<ScaleCurve.Point> curve,
    CalibrationTimes times) {
  /** What the keys of the texts begin with. */
  static final String KEY = "cli.calibrate.gpu.";

  CalibrationReport {
    curve = List.copyOf(curve);
  }

  /** What to do about it, empty if all is in line. */
  List<Message> advice() {
    return new CalibrationAdvice(times, curve).messages();
  }

  /** How a build ended. */
  static Message how(Outcome outcome) {
    if (outcome instanceof Outcome.Built built) {
      return Message.of(
          KEY + "built",
          Decimals.seconds(built.observations().phaseSeconds().getOrDefault("build", 0.0)));
    } else if (outcome instanceof Outcome.Failed failed) {
      return Message.of(KEY + "failed", failed.symptom());
    }
    return OutcomeText.of(outcome).stream()
        .findFirst()
        .orElseGet(() -> Message.of(KEY + "failed", outcome.observations().lastLine()));
  }
}
