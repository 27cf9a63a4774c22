package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent;
import io.trtdoctor.buildlog.LogEvent.CacheUsed;
import io.trtdoctor.buildlog.LogEvent.CacheUsed.Use;
import io.trtdoctor.check.CaseInputs.NamedCache;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.model.CalibrationAlgorithm;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * TensorRT does not take the calibration cache because its header names another calibrator.
 *
 * <p>It says so at INFO level and calibrates instead. trtexec's calibrator allocates nothing when
 * the cache file exists and then hands over null pointers (samples/common/sampleEngines.cpp,
 * RndInt8Calibrator), so there a null pointer shows a rejected cache.
 */
public final class CalibrationCacheRejected implements Check {
  private static final Cause CAUSE =
      new Cause(
          "calibration-cache-rejected",
          Set.of("calibrator-no-batches", "calibrator-bad-pointer", "context-lost"),
          List.of("delete-the-cache", "same-calibrator", "feed-the-calibrator"),
          List.of(
              "Measured: a cache of IInt8MinMaxCalibrator read by IInt8EntropyCalibrator2,"
                  + " TensorRT 8.6.1",
              "https://github.com/NVIDIA/TensorRT/issues/3430",
              "https://github.com/NVIDIA/TensorRT/issues/1378"));

  /** How the logger of trtexec and NVIDIA's samples prints an error. */
  private static final Pattern OF_TRTEXEC = Pattern.compile("\\[E] Error\\[\\d+]:");

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    return inputs
        .log()
        .map(log -> inTheLog(inputs, log))
        .orElseGet(() -> inputs.cache().flatMap(cache -> willBeRejected(inputs, cache)))
        .stream()
        .toList();
  }

  private static Optional<Finding> inTheLog(CaseInputs inputs, BuildLog log) {
    CalibrationCourse course = new CalibrationCourse(log);
    Optional<CacheUsed> rejected = course.cache(Use.REJECTED);
    return rejected.isPresent()
        ? rejected.map(event -> shown(inputs, course, event))
        : nullFromTrtexec(log);
  }

  private static Finding shown(CaseInputs inputs, CalibrationCourse course, CacheUsed rejected) {
    boolean harmless = course.ran() || course.log().succeeded();
    FindingDraft draft =
        FindingDraft.of(CAUSE, Certainty.EVIDENT, harmless ? Effect.NOTES : effect(course.log()))
            .summary(harmless ? "summary-recalibrated" : "summary")
            .because(harmless ? "because-recalibrated" : "because-no-scales")
            .evidence(Evidences.of(course.log(), rejected));
    inputs.cache().ifPresent(cache -> tellHeader(draft, cache));
    return draft.done();
  }

  /** Before any error it is open whether the calibrator has data after all. */
  private static Effect effect(BuildLog log) {
    return LogSearch.errors(log).isEmpty() ? Effect.DEGRADES : Effect.BREAKS;
  }

  private static void tellHeader(FindingDraft draft, NamedCache cache) {
    draft
        .because("because-header", cache.name(), cache.cache().header())
        .evidence(Evidences.header(cache))
        .names(Map.of("cache", cache.name()));
  }

  private static Optional<Finding> nullFromTrtexec(BuildLog log) {
    return LogSearch.first(log, CalibratorBadPointer.NULL_POINTER)
        .filter(event -> OF_TRTEXEC.matcher(event.line().raw()).find())
        .map(event -> behindNull(log, event));
  }

  private static Finding behindNull(BuildLog log, LogEvent event) {
    return FindingDraft.of(CAUSE, Certainty.POSSIBLE, Effect.BREAKS)
        .summary("summary-trtexec")
        .because("because-trtexec")
        .evidence(Evidences.of(log, event))
        .followedBy(LogSearch.troubleAfter(log, event.line().number()))
        .done();
  }

  private static Optional<Finding> willBeRejected(CaseInputs inputs, NamedCache cache) {
    Optional<CalibrationAlgorithm> calibrator = inputs.settings().calibrator();
    Optional<CalibrationAlgorithm> writer = cache.cache().algorithm();
    if (calibrator.isEmpty() || writer.isEmpty() || calibrator.equals(writer)) {
      return Optional.empty();
    }
    return Optional.of(
        FindingDraft.of(CAUSE, Certainty.EVIDENT, Effect.BREAKS)
            .summary(
                "summary-file",
                cache.name(),
                writer.get().className(),
                calibrator.get().className())
            .because("because-file")
            .evidence(Evidences.header(cache))
            .evidence(
                Evidences.setting(inputs.settings(), "--calibrator", calibrator.get().className()))
            .names(Map.of("cache", cache.name()))
            .done());
  }
}
