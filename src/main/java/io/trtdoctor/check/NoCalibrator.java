package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent;
import io.trtdoctor.buildlog.LogEvent.CalibratorAbsent;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** INT8 is on, but there is neither a calibrator nor a dynamic range for any tensor. */
public final class NoCalibrator implements Check {
  private static final Cause CAUSE =
      new Cause(
          "no-calibrator",
          Set.of("calibrator-no-batches", "dynamic-range-missing", "scale-missing"),
          List.of("set-a-calibrator", "set-dynamic-ranges", "explicit-quantization"),
          List.of(
              "Measured: EfficientViT-B0 with INT8 and neither calibrator nor ranges, TensorRT"
                  + " 8.6.1",
              "https://github.com/NVIDIA/TensorRT/issues/2865"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    return inputs.log().flatMap(NoCalibrator::examine).stream().toList();
  }

  private static Optional<Finding> examine(BuildLog log) {
    CalibrationCourse course = new CalibrationCourse(log);
    return course.lacksAllScales().filter(error -> !log.succeeded()).flatMap(e -> named(course, e));
  }

  private static Optional<Finding> named(CalibrationCourse course, LogEvent error) {
    BuildLog log = course.log();
    Optional<CalibratorAbsent> absent = log.first(CalibratorAbsent.class);
    if (absent.isPresent()) {
      return Optional.of(
          FindingDraft.of(CAUSE, Certainty.EVIDENT, Effect.BREAKS)
              .because("because-builder-says-so")
              .evidence(Evidences.of(log, absent.get()))
              .evidence(Evidences.of(log, error))
              .followedBy(LogSearch.troubleAfter(log, error.line().number()))
              .done());
    }
    boolean nothingOfCalibration =
        course.began().isEmpty() && course.postProcessed().isEmpty() && !course.readCache();
    return nothingOfCalibration && course.noScalingFactors().isPresent()
        ? Optional.of(
            FindingDraft.of(CAUSE, Certainty.POSSIBLE, Effect.BREAKS)
                .because("because-error-alone")
                .evidence(Evidences.of(log, error))
                .done())
        : Optional.empty();
  }
}
