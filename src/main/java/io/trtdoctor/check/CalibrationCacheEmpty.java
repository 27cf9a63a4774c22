package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent.CacheUsed.Use;
import io.trtdoctor.check.CaseInputs.NamedCache;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.finding.Subject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The calibration cache has a header and no entries.
 *
 * <p>TensorRT says nothing of it and calibrates; if the calibrator has no batches either (it
 * counted on the cache) the log is that of {@link CalibratorNoBatches}, so the log alone never
 * shows it.
 */
public final class CalibrationCacheEmpty implements Check {
  private static final Cause CAUSE =
      new Cause(
          "calibration-cache-empty",
          Set.of("calibrator-no-batches", "no-calibrator", "scale-missing", "no-implementation"),
          List.of("delete-the-cache", "feed-the-calibrator", "two-phase-calibration"),
          List.of("Measured: EfficientViT-B0 with a cache of a header alone, TensorRT 8.6.1"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    return inputs
        .cache()
        .map(cache -> inTheFile(inputs, cache))
        .orElseGet(() -> inputs.log().flatMap(CalibrationCacheEmpty::besideNoBatches))
        .stream()
        .toList();
  }

  private static Optional<Finding> inTheFile(CaseInputs inputs, NamedCache cache) {
    if (!cache.cache().entries().isEmpty() || !cache.cache().unreadable().isEmpty()) {
      return Optional.empty();
    }
    boolean cameOut = inputs.log().map(BuildLog::succeeded).orElse(false);
    return Optional.of(
        FindingDraft.of(CAUSE, Certainty.EVIDENT, cameOut ? Effect.NOTES : Effect.BREAKS)
            .summary("summary-file", cache.name())
            .because("because-file")
            .evidence(Evidences.header(cache))
            .subjects(List.of(Subject.of(Subject.Kind.FILE, cache.name())))
            .names(Map.of("cache", cache.name()))
            .done());
  }

  private static Optional<Finding> besideNoBatches(BuildLog log) {
    CalibrationCourse course = new CalibrationCourse(log);
    boolean ruledOut = course.ran() || course.readCache() || course.cache(Use.REJECTED).isPresent();
    if (ruledOut || !course.ranWithoutBatches()) {
      return Optional.empty();
    }
    return course
        .lacksAllScales()
        .map(
            error ->
                FindingDraft.of(CAUSE, Certainty.POSSIBLE, Effect.NOTES)
                    .because("because-same-lines")
                    .evidence(Evidences.of(log, error))
                    .done());
  }
}
