package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent;
import io.trtdoctor.buildlog.LogEvent.CalibratorAbsent;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tensors that need a scale have none, and the log does not show where their scales should have
 * come from.
 *
 * <p>Constants, indices and softmax outputs lack theirs in healthy builds too and are not counted.
 */
public final class ScaleMissing implements Check {
  private static final Cause CAUSE =
      new Cause(
          "scale-missing",
          Set.of(),
          List.of("whole-cache", "scale-for-tensor", "explicit-quantization"),
          List.of(
              "Measured: healthy and cut caches of EfficientViT-B0 and MobileViT, TensorRT 8.6.1",
              "https://github.com/NVIDIA/TensorRT/issues/2430",
              "https://github.com/NVIDIA/TensorRT/issues/3131"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    return inputs.log().flatMap(log -> examine(inputs, log)).stream().toList();
  }

  private static Optional<Finding> examine(CaseInputs inputs, BuildLog log) {
    ScaleCover cover = inputs.cover();
    CalibrationCourse course = new CalibrationCourse(log);
    boolean explained = course.readCache() || log.first(CalibratorAbsent.class).isPresent();
    if (explained || cover.losses().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(finding(inputs, log, cover, course.ran()));
  }

  private static Finding finding(
      CaseInputs inputs, BuildLog log, ScaleCover cover, boolean calibratedHere) {
    List<LogEvent.ScaleMissing> losses = cover.losses();
    boolean costly = !calibratedHere || cover.doesNotCoverTheNetwork();
    Certainty certainty = LogSearch.errors(log).isEmpty() ? Certainty.EVIDENT : Certainty.POSSIBLE;
    return FindingDraft.of(CAUSE, certainty, costly ? Effect.DEGRADES : Effect.NOTES)
        .summary("summary", losses.size(), losses.get(0).tensor())
        .because(calibratedHere ? "because-calibrated-here" : "because-source-unknown")
        .because("because-constants", cover.missing().size() - losses.size())
        .evidence(Evidences.of(log, losses))
        .subjects(
            Subjects.tensors(
                inputs,
                losses.stream()
                    .limit(Evidences.ENOUGH)
                    .map(LogEvent.ScaleMissing::tensor)
                    .toList()))
        .names(Map.of("tensor", losses.get(0).tensor().value()))
        .done();
  }
}
