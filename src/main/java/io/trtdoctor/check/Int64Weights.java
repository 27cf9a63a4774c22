package io.trtdoctor.check;

import io.trtdoctor.check.LogSearch.Hit;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The parser casts INT64 weights to INT32.
 *
 * <p>Every healthy TensorRT 8 log of a PyTorch model says so: it is a remark, never a fault.
 */
public final class Int64Weights implements Check {
  private static final Cause CAUSE =
      new Cause(
          "int64-weights",
          Set.of(),
          List.of("fold-constants"),
          List.of("measured: healthy builds of TensorRT 8.6.1 print it; 10.6.0 does not"));

  private static final Pattern SIGN =
      Pattern.compile(
          "generated with INT64 weights|weights outside the range of INT32 was clamped");

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    List<Hit> hits = LogSearch.find(inputs, SIGN);
    return hits.isEmpty()
        ? List.of()
        : List.of(
            FindingDraft.of(CAUSE, Certainty.EVIDENT, Effect.NOTES)
                .because("because-log")
                .evidence(LogSearch.evidence(hits))
                .done());
  }
}
