package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent.ScaleInEffect;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.model.TensorName;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Values inside the network overflow in calibration: a tensor's range is infinite, and so is its
 * scale.
 *
 * <p>Measured with weights that make EfficientViT-B0's values grow beyond float, TensorRT 8.6.1: 6
 * tensors get scale {@code inf}, 21 behind them 0, and a generated kernel that multiplies by {@code
 * inff} does not compile.
 */
public final class CalibrationOverflow implements Check {
  private static final Cause CAUSE =
      new Cause(
          "calibration-overflow",
          Set.of("calibration-cache-bad-scale", "no-implementation"),
          List.of("find-the-nan", "check-preprocessing", "finite-data"),
          List.of("Measured: EfficientViT-B0 with weights whose values overflow, TensorRT 8.6.1"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    return inputs
        .log()
        .filter(log -> new CalibrationCourse(log).ran())
        .flatMap(log -> byScales(inputs, log).or(() -> byKernel(inputs, log)))
        .stream()
        .toList();
  }

  private static Optional<Finding> byScales(CaseInputs inputs, BuildLog log) {
    List<ScaleInEffect> infinite = inputs.cover().infiniteInEffect();
    if (infinite.isEmpty()) {
      return Optional.empty();
    }
    List<TensorName> tensors =
        infinite.stream().limit(Evidences.ENOUGH).map(ScaleInEffect::tensor).toList();
    KernelFailure kernel = new KernelFailure(log);
    FindingDraft draft =
        FindingDraft.of(
                CAUSE,
                Certainty.EVIDENT,
                kernel.error().isPresent() ? Effect.BREAKS : Effect.DEGRADES)
            .summary("summary", infinite.size(), tensors.get(0))
            .because("because-range")
            .evidence(Evidences.of(log, infinite))
            .subjects(Subjects.tensors(inputs, tensors));
    return Optional.of(withKernel(draft, kernel).done());
  }

  private static FindingDraft withKernel(FindingDraft draft, KernelFailure kernel) {
    kernel
        .error()
        .ifPresent(
            error ->
                draft
                    .because("because-kernel")
                    .evidence(kernel.lines())
                    .followedBy(LogSearch.troubleAfter(kernel.log(), error.line().number())));
    return draft;
  }

  /** Without the scales in the log, the infinite factor may as well be one over a scale of zero. */
  private static Optional<Finding> byKernel(CaseInputs inputs, BuildLog log) {
    KernelFailure kernel = new KernelFailure(log);
    if (inputs.cover().listsScales() || kernel.infiniteFactor().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        FindingDraft.of(CAUSE, Certainty.POSSIBLE, Effect.BREAKS)
            .summary("summary-kernel")
            .because("because-kernel")
            .evidence(kernel.lines())
            .done());
  }
}
