package io.trtdoctor.diagnosis;

import io.trtdoctor.check.CaseInputs;
import io.trtdoctor.check.Cause;
import io.trtdoctor.check.Check;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.text.Message;
import java.util.List;
import java.util.Set;

/** A check that always finds the same thing. */
record SampleFinding(Finding finding, Cause cause) implements Check {
  static SampleFinding of(
      String id, Certainty certainty, Effect effect, long line, String... explains) {
    Finding finding =
        new Finding(
            id,
            certainty,
            effect,
            Message.of("sample." + id),
            List.of(),
            List.of(new Evidence("build.log", line, "line " + line)),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    return new SampleFinding(finding, new Cause(id, Set.of(explains), List.of()));
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    return List.of(finding);
  }
}
