package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent;
import io.trtdoctor.buildlog.LogEvent.ScaleInEffect;
import io.trtdoctor.data.DataAudit;
import io.trtdoctor.data.SampleFacts;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * NaN or infinity in the calibration data: the range of a tensor has no least and greatest value.
 *
 * <p>Measured with NaN and Inf in the samples, TensorRT 8.6.1: all batches are counted, then {@code
 * Assertion min_ <= max_ failed}. Where every value is NaN the build may come out, with scales of
 * zero, which the log cannot tell from data that are zero.
 */
public final class CalibrationDataNotFinite implements Check {
  private static final Pattern NO_RANGE = Pattern.compile("min_ <= max_ failed");

  private static final Cause CAUSE =
      new Cause(
          "calibration-data-not-finite",
          Set.of(
              "calibrator-no-batches",
              "calibration-cache-bad-scale",
              "calibration-data-degenerate",
              "calibration-overflow",
              "no-implementation"),
          List.of("finite-data", "find-the-nan"),
          List.of(
              "Measured: MobileViT with NaN in the samples, TensorRT 8.6.1",
              "Measured: whole batches of NaN, TensorRT 8.6.1 and 10.6.0: repro-cases/nan-data",
              "https://github.com/NVIDIA/TensorRT/issues/1634"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    Optional<Finding> inTheLog = inputs.log().flatMap(CalibrationDataNotFinite::inTheLog);
    return inputs
        .data()
        .filter(data -> !data.notFinite().isEmpty())
        .map(
            data ->
                inTheLog
                    .map(said -> inTheData(data, inTheLog))
                    .or(() -> inputs.log().flatMap(log -> byScales(inputs, log, data)))
                    .orElseGet(() -> inTheData(data, inTheLog)))
        .or(() -> inTheLog)
        .stream()
        .toList();
  }

  private static Finding inTheData(DataAudit data, Optional<Finding> inTheLog) {
    List<SampleFacts> bad = data.notFinite();
    SampleFacts first = bad.get(0);
    FindingDraft draft =
        FindingDraft.of(CAUSE, Certainty.EVIDENT, DataEvidence.effect(inTheLog))
            .summary(
                "summary-data",
                DataEvidence.sources(bad).size(),
                data.samples(),
                first.source(),
                first.nans() + first.infinities(),
                first.count(),
                first.input())
            .because(inTheLog.isPresent() ? "because-range" : "because-silent")
            .evidence(DataEvidence.of(bad))
            .subjects(DataEvidence.subjects(data, bad));
    return DataEvidence.withLog(draft, inTheLog).done();
  }

  private static Optional<Finding> inTheLog(BuildLog log) {
    return LogSearch.first(log, NO_RANGE).map(event -> finding(log, event));
  }

  /**
   * Data without a single number have left scales of zero. One NaN among numbers was seen to break
   * nothing, so that zero scales would not come from it.
   */
  private static Optional<Finding> byScales(CaseInputs inputs, BuildLog log, DataAudit data) {
    List<ScaleInEffect> zero = inputs.cover().zerosInEffect();
    if (!data.isAllNotANumber() || zero.isEmpty() || !new CalibrationCourse(log).ran()) {
      return Optional.empty();
    }
    return Optional.of(
        FindingDraft.of(CAUSE, Certainty.EVIDENT, log.succeeded() ? Effect.DEGRADES : Effect.BREAKS)
            .summary("summary-zero", zero.size(), zero.get(0).tensor())
            .because("because-zero")
            .evidence(DataEvidence.of(data.notFinite()))
            .evidence(Evidences.of(log, zero))
            .subjects(
                Subjects.tensors(
                    inputs,
                    zero.stream().limit(Evidences.ENOUGH).map(ScaleInEffect::tensor).toList()))
            .done());
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
