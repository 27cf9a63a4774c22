package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent;
import io.trtdoctor.buildlog.LogEvent.CacheUsed;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.BuilderFlag;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A calibrator is set, but the builder never uses it.
 *
 * <p>A network with Q/DQ nodes makes the builder say so whether there is a calibrator or not:
 * without a sign of one it is a remark, no fault.
 */
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
    return inputs.log().flatMap(log -> said(inputs, log)).or(() -> withoutFlag(inputs)).stream()
        .toList();
  }

  private static Optional<Finding> said(CaseInputs inputs, BuildLog log) {
    return LogSearch.first(log, IGNORED)
        .map(event -> hasCalibrator(inputs, log) ? ignored(log, event) : remark(log, event));
  }

  private static Finding ignored(BuildLog log, LogEvent event) {
    return FindingDraft.of(CAUSE, Certainty.EVIDENT, Effect.DEGRADES)
        .because("because-explicit")
        .evidence(Evidences.of(log, event))
        .done();
  }

  private static Finding remark(BuildLog log, LogEvent event) {
    return FindingDraft.of(CAUSE, Certainty.EVIDENT, Effect.NOTES)
        .summary("summary-none")
        .because("because-explicit")
        .because("because-none")
        .evidence(Evidences.of(log, event))
        .done();
  }

  /** Whether the command line, a cache or the log itself shows that there is a calibrator. */
  private static boolean hasCalibrator(CaseInputs inputs, BuildLog log) {
    CalibrationCourse course = new CalibrationCourse(log);
    return calibrates(inputs.settings())
        || inputs.cache().isPresent()
        || course.ran()
        || course.began().isPresent()
        || !log.all(CacheUsed.class).isEmpty();
  }

  private static boolean calibrates(BuildSettings settings) {
    return settings.calibrator().isPresent() || settings.calibrationCache().isPresent();
  }

  /** The flags are known, and INT8 is not one of them. */
  private static Optional<Finding> withoutFlag(CaseInputs inputs) {
    BuildSettings settings = inputs.settings();
    boolean calibrated =
        inputs
            .log()
            .map(CalibrationCourse::new)
            .map(course -> course.ran() || course.readCache() || course.began().isPresent())
            .orElse(false);
    if (!calibrates(settings)
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
