package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.BuilderFlag;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A calibrator is set, but the builder never uses it. */
public final class CalibratorIgnored implements Check {
  private static final Pattern IGNORED =
      Pattern.compile(
          "[Cc]alibrator (won't|will not) be used|[Cc]alibrator (is|was|will be) (being )?ignored"
              + "|[Ii]gnoring (the )?(INT8 )?calibrat");

  private static final Cause CAUSE =
      new Cause(
          "calibrator-ignored",
          Set.of("no-calibrator", "dynamic-range-missing", "scale-missing"),
          List.of("drop-calibration", "set-int8-flag"),
          List.of(
              "NVIDIA TensorRT developer guide, \"Explicit Versus Implicit Quantization\"",
              "https://github.com/NVIDIA/TensorRT/issues/546"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    return inputs.log().flatMap(CalibratorIgnored::said).or(() -> withoutFlag(inputs)).stream()
        .toList();
  }

  private static Optional<Finding> said(BuildLog log) {
    return LogWords.first(log, IGNORED)
        .map(
            event ->
                FindingDraft.of(CAUSE, Certainty.EVIDENT, Effect.DEGRADES)
                    .because("because-explicit")
                    .evidence(Evidences.of(log, event))
                    .done());
  }

  /** The flags are known, and INT8 is not one of them. */
  private static Optional<Finding> withoutFlag(CaseInputs inputs) {
    BuildSettings settings = inputs.settings();
    boolean calibrates =
        settings.calibrator().isPresent() || settings.calibrationCache().isPresent();
    boolean calibrated =
        inputs
            .log()
            .map(CalibrationCourse::new)
            .map(course -> course.ran() || course.readCache() || course.began().isPresent())
            .orElse(false);
    if (!calibrates
        || calibrated
        || settings.flags().isEmpty()
        || settings.flags().contains(BuilderFlag.INT8)) {
      return Optional.empty();
    }
    return Optional.of(
        FindingDraft.of(CAUSE, Certainty.POSSIBLE, Effect.DEGRADES)
            .summary("summary-no-flag")
            .because("because-no-flag")
            .evidence(Evidences.setting(settings, "--calib", calibratorOf(settings)))
            .done());
  }

  private static String calibratorOf(BuildSettings settings) {
    return settings
        .calibrationCache()
        .or(() -> settings.calibrator().map(c -> c.className()))
        .orElse("");
  }
}
