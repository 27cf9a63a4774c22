package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A network with dynamic inputs is calibrated without a calibration profile.
 *
 * <p>TensorRT 8 and later then take the optimal shapes of profile 0; TensorRT 7 failed.
 */
public final class NoCalibrationProfile implements Check {
  private static final Pattern SAID =
      Pattern.compile(
          "[Cc]alibration [Pp]rofile (is|was) not (defined|set)"
              + "|no (suitable )?calibration profile|[Uu]se opt shapes from profile 0 for calibration");

  /** TensorRT 7, while it calibrates. */
  private static final Pattern NO_DIMENSIONS = Pattern.compile("d\\.nbDims >= 1");

  private static final Cause CAUSE =
      new Cause(
          "no-calibration-profile",
          Set.of("calibration-batch-shape"),
          List.of("set-calibration-profile", "batch-of-profile"),
          List.of(
              "NvInfer.h, IBuilderConfig::setCalibrationProfile",
              "https://github.com/NVIDIA/TensorRT/issues/423",
              "https://github.com/NVIDIA/TensorRT/issues/3858"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    return inputs.log().flatMap(NoCalibrationProfile::examine).stream().toList();
  }

  private static Optional<Finding> examine(BuildLog log) {
    return LogSearch.first(log, NO_DIMENSIONS)
        .map(event -> finding(log, event, Certainty.POSSIBLE, Effect.BREAKS))
        .or(() -> LogSearch.first(log, SAID).map(event -> said(log, event)));
  }

  private static Finding said(BuildLog log, LogEvent event) {
    boolean stopsThere =
        event.line().severity().isError()
            || (!log.succeeded() && LogSearch.errorFollows(log, event, 1));
    return stopsThere
        ? finding(log, event, Certainty.EVIDENT, Effect.BREAKS)
        : finding(log, event, Certainty.EVIDENT, Effect.NOTES);
  }

  private static Finding finding(BuildLog log, LogEvent event, Certainty certainty, Effect effect) {
    return FindingDraft.of(CAUSE, certainty, effect)
        .summary(effect == Effect.NOTES ? "summary-profile-0" : "summary")
        .because("because-profile")
        .evidence(Evidences.of(log, event))
        .done();
  }
}
