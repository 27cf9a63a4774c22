package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * NaN or infinity in the calibration data: the range of a tensor has no least and greatest value.
 *
 * <p>Measured with NaN and Inf in the samples, TensorRT 8.6.1: all batches are counted, then {@code
 * Assertion min_ <= max_ failed}.
 */
public final class CalibrationDataNotFinite implements Check {
  private static final Pattern NO_RANGE = Pattern.compile("min_ <= max_ failed");

  private static final Cause CAUSE =
      new Cause(
          "calibration-data-not-finite",
          Set.of("calibrator-no-batches", "calibration-cache-bad-scale", "no-implementation"),
          List.of("finite-data", "find-the-nan"),
          List.of(
              "Measured: MobileViT with NaN in the samples, TensorRT 8.6.1",
              "https://github.com/NVIDIA/TensorRT/issues/1634"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    return inputs.log().stream().flatMap(log -> examine(log).stream()).toList();
  }

  private static List<Finding> examine(BuildLog log) {
    return LogSearch.first(log, NO_RANGE).map(event -> finding(log, event)).stream().toList();
  }

  private static Finding finding(BuildLog log, LogEvent event) {
    CalibrationCourse course = new CalibrationCourse(log);
    Certainty certainty = course.ran() ? Certainty.EVIDENT : Certainty.POSSIBLE;
    FindingDraft draft =
        FindingDraft.of(CAUSE, certainty, Effect.BREAKS)
            .evidence(Evidences.of(log, event))
            .because("because-range");
    if (course.ran()) {
      draft
          .because("because-batches", course.batches().size())
          .evidence(Evidences.of(log, course.batches()));
    }
    return draft.followedBy(LogSearch.troubleAfter(log, event.line().number())).done();
  }
}
