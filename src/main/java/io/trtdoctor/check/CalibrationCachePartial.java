package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent;
import io.trtdoctor.buildlog.LogEvent.CacheUsed.Use;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.model.TensorName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The calibration cache lacks entries for tensors that need them.
 *
 * <p>TensorRT warns tensor by tensor and runs what reads or writes them without INT8; a fused block
 * whose output alone is missing breaks the build ({@link FusedOutputWithoutScale}).
 */
public final class CalibrationCachePartial implements Check {
  private static final Cause CAUSE =
      new Cause(
          "calibration-cache-partial",
          Set.of(
              "calibrator-no-batches",
              "fused-output-without-scale",
              "no-implementation",
              "scale-missing"),
          List.of(
              "whole-cache", "scale-for-tensor", "two-phase-calibration", "explicit-quantization"),
          List.of(
              "Measured: caches cut off after 60 lines, without their Concat entries and cut to"
                  + " some entries, TensorRT 8.6.1"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    Optional<CacheFit> fit = CacheFit.of(inputs);
    if (fit.filter(CacheFit::isForeign).isPresent()) {
      return List.of();
    }
    return inputs
        .log()
        .map(log -> byLog(inputs, log, fit))
        .orElseGet(() -> fit.flatMap(known -> byModel(inputs, known)))
        .stream()
        .toList();
  }

  private static Optional<Finding> byLog(CaseInputs inputs, BuildLog log, Optional<CacheFit> fit) {
    ScaleCover cover = inputs.cover();
    CalibrationCourse course = new CalibrationCourse(log);
    if (course.readCache() && !course.ran() && course.lookupFailure().isPresent()) {
      return course.lookupFailure().map(error -> withoutCopySource(log, course, error));
    }
    boolean foreign = fit.filter(CacheFit::isOwn).isEmpty() && cover.hardlyCovers();
    return CacheDamage.shows(log, cover) && !foreign
        ? Optional.of(missing(inputs, log, cover, fit))
        : Optional.empty();
  }

  private static Finding withoutCopySource(BuildLog log, CalibrationCourse course, LogEvent error) {
    return FindingDraft.of(CAUSE, Certainty.POSSIBLE, Effect.BREAKS)
        .summary("summary-lookup")
        .because("because-lookup")
        .evidence(Evidences.of(log, error))
        .evidence(course.cache(Use.READ).stream().map(event -> Evidences.of(log, event)).toList())
        .done();
  }

  private static Finding missing(
      CaseInputs inputs, BuildLog log, ScaleCover cover, Optional<CacheFit> fit) {
    boolean ofThisNetwork = fit.filter(CacheFit::isOwn).isPresent() || cover.coversMost();
    Certainty certainty = ofThisNetwork ? Certainty.EVIDENT : Certainty.POSSIBLE;
    FindingDraft draft =
        FindingDraft.of(CAUSE, certainty, CacheDamage.effect(inputs, log, cover))
            .summary(
                cover.losses().size() == 1 ? "summary-one" : "summary",
                cover.losses().size(),
                cover.losses().get(0).tensor())
            .because(
                cover.listsScales() ? "because-read" : "because-read-unlisted",
                cover.missing().size(),
                cover.covered())
            .because(ofThisNetwork ? "because-own" : "because-foreign-not-ruled-out")
            .evidence(CacheDamage.lines(inputs, log))
            .subjects(CacheDamage.subjects(inputs, cover))
            .names(names(cover, fit));
    if (!log.succeeded() && CacheDamage.effect(inputs, log, cover) == Effect.DEGRADES) {
      draft.because("because-not-the-failure");
    }
    return draft.done();
  }

  private static Map<String, String> names(ScaleCover cover, Optional<CacheFit> fit) {
    String tensor = cover.losses().get(0).tensor().value();
    return fit.map(known -> Map.of("tensor", tensor, "cache", known.cache().name()))
        .orElse(Map.of("tensor", tensor));
  }

  /** Without a log the cache is only known not to be whole. */
  private static Optional<Finding> byModel(CaseInputs inputs, CacheFit fit) {
    return Optional.of(fit)
        .filter(known -> known.verdict() == CacheFit.Verdict.OWN_WITH_GAPS)
        .map(known -> withGaps(inputs, known));
  }

  private static Finding withGaps(CaseInputs inputs, CacheFit fit) {
    List<TensorName> first = fit.missing().stream().limit(Evidences.ENOUGH).toList();
    return FindingDraft.of(CAUSE, Certainty.EVIDENT, Effect.DEGRADES)
        .summary("summary-model", fit.cache().name(), fit.missing().size())
        .because("because-model", fit.known(), fit.missing().size())
        .evidence(Evidences.header(fit.cache()))
        .subjects(Subjects.tensors(inputs, first))
        .names(Map.of("cache", fit.cache().name()))
        .done();
  }
}
