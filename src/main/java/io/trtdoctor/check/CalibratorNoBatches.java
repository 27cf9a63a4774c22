package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent;
import io.trtdoctor.buildlog.LogEvent.CalibratorCall;
import io.trtdoctor.buildlog.LogEvent.ScaleCopied;
import io.trtdoctor.data.DataAudit;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.finding.Subject;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.DataType;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Calibration went through without a single batch, so that no tensor has a scale.
 *
 * <p>TensorRT then dies on the first scale it copies from another tensor ({@code _Map_base::at}),
 * or, in a network without such a copy, on {@code no scaling factors detected}. Measured with 8.6.1
 * and 10.6.0; the logs with and without precision constraints are the same line for line.
 */
public final class CalibratorNoBatches implements Check {
  private static final Cause CAUSE =
      new Cause(
          "calibrator-no-batches",
          Set.of("no-implementation", "scale-missing"),
          List.of(
              "feed-the-calibrator",
              "delete-the-cache",
              "two-phase-calibration",
              "explicit-quantization"),
          List.of(
              "Measured: EfficientViT-B0, MobileViT and MobileNetV3 with a calibrator whose first"
                  + " getBatch returns false, with and without INT8 constraints, TensorRT 8.6.1 and"
                  + " 10.6.0",
              "https://github.com/NVIDIA/TensorRT/issues/3871"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    return inputs
        .log()
        .map(log -> examine(inputs, log))
        .orElseGet(() -> inputs.data().flatMap(CalibratorNoBatches::inTheData))
        .stream()
        .toList();
  }

  /** Samples that do not fill one batch. */
  private static Optional<Finding> inTheData(DataAudit data) {
    if (data.batches() > 0 || data.leftOver() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        FindingDraft.of(CAUSE, Certainty.EVIDENT, Effect.BREAKS)
            .summary("summary-data", data.name(), data.leftOver())
            .evidence(new Evidence(data.name(), 0, "samples=" + data.leftOver() + " batches=0"))
            .subjects(List.of(Subject.of(Subject.Kind.FILE, data.name())))
            .done());
  }

  private static Optional<Finding> examine(CaseInputs inputs, BuildLog log) {
    CalibrationCourse course = new CalibrationCourse(log);
    boolean otherwiseExplained =
        course.ran()
            || course.readCache()
            || log.first(LogEvent.CalibratorAbsent.class).isPresent();
    if (otherwiseExplained || log.succeeded()) {
      return Optional.empty();
    }
    if (course.lacksAllScales().isPresent()) {
      return Optional.of(named(inputs, course));
    }
    return course.ranWithoutBatches() ? Optional.of(brokenOff(course)) : Optional.empty();
  }

  /** The log stops before the error that has to come. */
  private static Finding brokenOff(CalibrationCourse course) {
    Optional<CalibratorCall> call = course.firstCallGaveNothing();
    if (call.isPresent()) {
      return FindingDraft.of(CAUSE, Certainty.EVIDENT, Effect.BREAKS)
          .because("because-call", call.get().result())
          .evidence(course.lines())
          .done();
    }
    return FindingDraft.of(CAUSE, Certainty.POSSIBLE, Effect.BREAKS)
        .summary("summary-cut")
        .evidence(course.lines())
        .done();
  }

  private static Finding named(CaseInputs inputs, CalibrationCourse course) {
    Certainty certainty = course.ranWithoutBatches() ? Certainty.EVIDENT : Certainty.POSSIBLE;
    FindingDraft draft =
        FindingDraft.of(CAUSE, certainty, Effect.BREAKS).evidence(evidence(course));
    if (certainty == Certainty.EVIDENT) {
      explainCourse(draft, course);
    } else {
      draft.summary("summary-error-alone").because("because-error-alone");
    }
    deadlyCopy(course.log()).ifPresent(copy -> explainCopy(inputs, draft, copy));
    explainConstraints(inputs, draft);
    explainCache(inputs, draft);
    return draft.subjects(List.of(Subject.of(Subject.Kind.BATCH, "0"))).done();
  }

  private static void explainCourse(FindingDraft draft, CalibrationCourse course) {
    course
        .firstCallGaveNothing()
        .ifPresentOrElse(
            call -> draft.because("because-call", call.result()),
            () -> draft.because("because-no-batch-line"));
    course
        .postProcessed()
        .filter(phase -> phase.seconds().isPresent())
        .ifPresent(
            phase -> draft.because("because-post-processing", phase.seconds().getAsDouble()));
  }

  private static List<Evidence> evidence(CalibrationCourse course) {
    List<Evidence> evidence = new ArrayList<>(course.lines());
    deadlyCopy(course.log()).map(copy -> Evidences.of(course.log(), copy)).ifPresent(evidence::add);
    return evidence;
  }

  /** The copy that breaks off, because the source has no scale. */
  private static Optional<ScaleCopied> deadlyCopy(BuildLog log) {
    return log.first(ScaleCopied.class, copy -> !copy.complete());
  }

  private static void explainCopy(CaseInputs inputs, FindingDraft draft, ScaleCopied copy) {
    boolean ofItself = copy.tensor().equals(copy.source());
    draft
        .because(
            ofItself ? "because-concatenation" : "because-tensor", copy.tensor(), copy.source())
        .subjects(
            Subjects.tensors(inputs, Stream.of(copy.tensor(), copy.source()).distinct().toList()));
  }

  private static void explainConstraints(CaseInputs inputs, FindingDraft draft) {
    boolean known = !inputs.settings().constraints().isEmpty();
    draft.because(known ? "because-constraints-set" : "because-constraints");
    if (known && draft.isEvident()) {
      draft.summary("summary-constraints", constraintsGiven(inputs.settings()));
    }
  }

  private static Message constraintsGiven(BuildSettings settings) {
    boolean int8Alone =
        settings.constraints().stream()
            .flatMap(
                given -> Stream.concat(given.precision().stream(), given.outputTypes().stream()))
            .allMatch(DataType.INT8::equals);
    return CAUSE.text(int8Alone ? "int8-constraints" : "all-constraints");
  }

  private static void explainCache(CaseInputs inputs, FindingDraft draft) {
    inputs
        .cache()
        .filter(cache -> !cache.cache().entries().isEmpty())
        .ifPresent(
            cache ->
                draft.because(
                    "because-cache-unread", cache.name(), cache.cache().entries().size()));
  }
}
