package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent.CacheUsed;
import io.trtdoctor.buildlog.LogEvent.CacheUsed.Use;
import io.trtdoctor.check.CaseInputs.NamedCache;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.model.TensorRtVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The calibration cache was written by another version of TensorRT.
 *
 * <p>8.6.1 reads a cache of 8.5.3 without a word (measured); public reports say that 10.x rejects
 * one of 8.6. So it is a fault only where the cache was rejected or no scale arrived.
 */
public final class CalibrationCacheOtherVersion implements Check {
  private static final Cause CAUSE =
      new Cause(
          "calibration-cache-other-version",
          Set.of("calibration-cache-rejected", "calibrator-no-batches", "calibrator-bad-pointer"),
          List.of("delete-the-cache", "cache-header"),
          List.of(
              "Measured: a header of 8503 read by TensorRT 8.6.1",
              "Public reports of 8600 caches rejected by TensorRT 10, not measured"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    return inputs
        .log()
        .flatMap(log -> inputs.cache().flatMap(cache -> examine(log, cache)))
        .stream()
        .toList();
  }

  private static Optional<Finding> examine(BuildLog log, NamedCache cache) {
    Optional<TensorRtVersion> writer = cache.cache().version();
    Optional<TensorRtVersion> reader = log.version();
    if (writer.isEmpty() || reader.isEmpty() || writer.equals(reader)) {
      return Optional.empty();
    }
    return Optional.of(finding(log, cache, writer.get(), reader.get()));
  }

  private static Finding finding(
      BuildLog log, NamedCache cache, TensorRtVersion writer, TensorRtVersion reader) {
    CalibrationCourse course = new CalibrationCourse(log);
    Optional<CacheUsed> rejected = course.cache(Use.REJECTED);
    boolean noScales = course.lacksAllScales().isPresent() && !course.readCache();
    boolean suspect =
        !log.succeeded()
            && (rejected.isPresent() || (noScales && writer.major() != reader.major()));
    return FindingDraft.of(CAUSE, Certainty.POSSIBLE, suspect ? Effect.BREAKS : Effect.NOTES)
        .summary("summary", cache.name(), writer, reader)
        .because(course.readCache() ? "because-was-read" : "because-not-read")
        .evidence(Evidences.header(cache))
        .evidence(rejected.stream().map(event -> Evidences.of(log, event)).toList())
        .names(Map.of("cache", cache.name(), "version", Integer.toString(reader.number())))
        .done();
  }
}
