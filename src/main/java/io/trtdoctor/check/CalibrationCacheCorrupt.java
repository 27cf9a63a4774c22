package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent.CacheUsed;
import io.trtdoctor.buildlog.LogEvent.CacheUsed.Use;
import io.trtdoctor.check.CaseInputs.NamedCache;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lines of the calibration cache cannot be read.
 *
 * <p>TensorRT skips each with a warning and goes on (measured, 8.6.1): the tensors of those lines
 * have no scale.
 */
public final class CalibrationCacheCorrupt implements Check {
  private static final Cause CAUSE =
      new Cause(
          "calibration-cache-corrupt",
          Set.of("calibration-cache-partial", "calibrator-no-batches", "scale-missing"),
          List.of("delete-the-cache", "whole-cache"),
          List.of("Measured: a cache with a line of garbage, TensorRT 8.6.1"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    return inputs
        .log()
        .flatMap(log -> inTheLog(inputs, log))
        .or(() -> inputs.cache().flatMap(cache -> inTheFile(inputs, cache)))
        .stream()
        .toList();
  }

  private static Optional<Finding> inTheLog(CaseInputs inputs, BuildLog log) {
    List<CacheUsed> lines =
        log.all(CacheUsed.class).stream()
            .filter(event -> event.use() == Use.LINE_UNPARSABLE)
            .toList();
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        draft(inputs, lines.size(), lines.get(0).detail())
            .evidence(Evidences.of(log, lines))
            .done());
  }

  private static Optional<Finding> inTheFile(CaseInputs inputs, NamedCache cache) {
    var lines = cache.cache().unreadable();
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        draft(inputs, lines.size(), lines.get(0).text())
            .evidence(
                lines.stream()
                    .limit(Evidences.ENOUGH)
                    .map(line -> new Evidence(cache.name(), line.line(), line.text()))
                    .toList())
            .names(Map.of("cache", cache.name()))
            .done());
  }

  private static FindingDraft draft(CaseInputs inputs, int lines, String first) {
    Effect effect = inputs.log().map(CacheDamage::effectOfUnread).orElse(Effect.DEGRADES);
    return FindingDraft.of(CAUSE, Certainty.EVIDENT, effect)
        .summary("summary", lines, first)
        .because("because-skipped");
  }
}
