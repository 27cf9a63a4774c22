package io.trtdoctor.check;

import io.trtdoctor.data.DataAudit;
import io.trtdoctor.data.InputFacts;
import io.trtdoctor.data.SampleFacts;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One sample reaches so much further than all others that it alone sets the input's range. */
public final class CalibrationDataOutlier implements Check {
  private static final int FEWEST = 4;
  private static final double FAR = 2;

  /** Beyond this a sample was made in another way than the others. */
  private static final double VERY_FAR = 10;

  private static final Cause CAUSE =
      new Cause(
          "calibration-data-outlier",
          Set.of("accuracy-drop"),
          List.of("leave-out-sample", "check-preprocessing"),
          List.of("docs/calibration-data.md"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    return inputs.data().filter(data -> !data.generated()).stream()
        .flatMap(data -> data.inputs().stream().flatMap(facts -> examine(data, facts).stream()))
        .toList();
  }

  private static Optional<Finding> examine(DataAudit data, InputFacts facts) {
    if (facts.samples().size() < FEWEST || !facts.input().type().isFloat()) {
      return Optional.empty();
    }
    List<SampleFacts> widest =
        facts.samples().stream()
            .sorted(Comparator.comparingDouble(SampleFacts::magnitude).reversed())
            .toList();
    double next = widest.get(1).magnitude();
    double ratio = next == 0 ? 0 : widest.get(0).magnitude() / next;
    return ratio > FAR
        ? Optional.of(finding(data, widest.get(0), widest.get(1), ratio))
        : Optional.empty();
  }

  private static Finding finding(
      DataAudit data, SampleFacts widest, SampleFacts next, double ratio) {
    return FindingDraft.of(
            CAUSE, Certainty.POSSIBLE, ratio > VERY_FAR ? Effect.DEGRADES : Effect.NOTES)
        .summary(
            "summary",
            widest.source(),
            DataEvidence.number(widest.magnitude()),
            DataEvidence.number(Math.rint(ratio * 10) / 10),
            next.source(),
            widest.input())
        .because("because-range")
        .evidence(new Evidence(widest.source(), 0, widest.told()))
        .evidence(new Evidence(next.source(), 0, next.told()))
        .subjects(DataEvidence.subjects(data, List.of(widest)))
        .done();
  }
}
