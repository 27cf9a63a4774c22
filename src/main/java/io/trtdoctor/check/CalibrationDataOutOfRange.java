package io.trtdoctor.check;

import io.trtdoctor.data.DataAudit;
import io.trtdoctor.data.InputFacts;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.model.DynamicRange;
import java.util.List;
import java.util.Set;

/** The calibration data are far from the range that the user says the network was trained with. */
public final class CalibrationDataOutOfRange implements Check {
  /** Twice the magnitude costs one of eight bits, half of it clips. */
  private static final double FAR = 2;

  private static final Cause CAUSE =
      new Cause(
          "calibration-data-out-of-range",
          Set.of("accuracy-drop"),
          List.of("check-preprocessing", "real-data"),
          List.of("docs/calibration-data.md"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    return inputs.data().stream()
        .flatMap(
            data ->
                data.inputs().stream()
                    .filter(CalibrationDataOutOfRange::isFar)
                    .map(facts -> finding(data, facts)))
        .toList();
  }

  private static boolean isFar(InputFacts facts) {
    return facts.expected().isPresent()
        && !facts.samples().isEmpty()
        && (ratio(facts) > FAR || ratio(facts) < 1 / FAR);
  }

  private static double ratio(InputFacts facts) {
    DynamicRange expected = facts.expected().orElseThrow();
    return facts.magnitude() / Math.max(Math.abs(expected.min()), Math.abs(expected.max()));
  }

  private static Finding finding(DataAudit data, InputFacts facts) {
    DynamicRange expected = facts.expected().orElseThrow();
    String range = DataEvidence.number(expected.min()) + ":" + DataEvidence.number(expected.max());
    return FindingDraft.of(CAUSE, Certainty.EVIDENT, Effect.DEGRADES)
        .summary(
            "summary",
            facts.name(),
            DataEvidence.number(facts.least()),
            DataEvidence.number(facts.greatest()),
            DataEvidence.number(expected.min()),
            DataEvidence.number(expected.max()))
        .because(ratio(facts) > 1 ? "because-wide" : "because-narrow")
        .evidence(new Evidence("--expected-range", 0, range))
        .evidence(DataEvidence.of(facts.samples()))
        .subjects(DataEvidence.subjects(data, facts.samples()))
        .done();
  }
}
