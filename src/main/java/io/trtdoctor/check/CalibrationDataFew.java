package io.trtdoctor.check;

import io.trtdoctor.data.DataAudit;
import io.trtdoctor.data.InputFacts;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** So few samples that the ranges may not have settled, or ranges that still grow at the end. */
public final class CalibrationDataFew implements Check {
  private static final int FEW = 16;
  private static final double STILL_GROWING = 0.05;

  private static final Cause CAUSE =
      new Cause(
          "calibration-data-few",
          Set.of(),
          List.of("real-data"),
          List.of(
              "https://docs.nvidia.com/deeplearning/tensorrt/latest/inference-library/work-quantized-types.html"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    return inputs
        .data()
        .filter(data -> !data.generated() && data.batches() > 0)
        .flatMap(CalibrationDataFew::examine)
        .stream()
        .toList();
  }

  private static Optional<Finding> examine(DataAudit data) {
    Optional<InputFacts> growing =
        data.inputs().stream().filter(facts -> facts.lateGrowth() > STILL_GROWING).findFirst();
    if (growing.isPresent()) {
      return Optional.of(growing(data, growing.get()));
    }
    return data.samples() < FEW
        ? Optional.of(
            FindingDraft.of(CAUSE, Certainty.POSSIBLE, Effect.NOTES)
                .summary("summary", data.samples(), data.name())
                .evidence(new Evidence(data.name(), 0, "samples=" + data.samples()))
                .done())
        : Optional.empty();
  }

  private static Finding growing(DataAudit data, InputFacts facts) {
    String growth = DataEvidence.percent(facts.lateGrowth());
    return FindingDraft.of(CAUSE, Certainty.POSSIBLE, Effect.NOTES)
        .summary("summary-growing", facts.name(), growth, data.samples())
        .evidence(
            new Evidence(
                data.name(), 0, facts.name() + ": samples=" + data.samples() + " growth=" + growth))
        .done();
  }
}
