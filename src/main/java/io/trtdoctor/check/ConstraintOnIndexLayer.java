package io.trtdoctor.check;

import io.trtdoctor.check.LogSearch.Hit;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A floating-point or INT8 precision was asked of a layer that computes shapes or indices. */
public final class ConstraintOnIndexLayer implements Check {
  private static final Cause CAUSE =
      new Cause(
          "constraint-on-index-layer",
          Set.of(),
          List.of("skip-index-layers", "free-layer"),
          List.of(
              "measured: TensorRT 8.6.1, INT8 on concatenations that compute shapes",
              "https://github.com/NVIDIA/TensorRT/issues/2076",
              "https://github.com/NVIDIA/TensorRT/issues/3177"));

  private static final String LAYER = "((?:\\(Unnamed Layer\\* \\d+\\) )?[^\\s(]\\S*)";
  private static final Pattern REFUSED =
      Pattern.compile(
          LAYER
              + ": cannot use precision \\w+ (?:for layer that computes indices"
              + "|with weights of type \\w+)"
              + "|A shape layer can only run in INT32 precision");
  private static final Pattern WARNED =
      Pattern.compile(LAYER + ": shape tensor output from layer must be Bool, Int32,? or Float");

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    List<Hit> refused = LogSearch.find(inputs, REFUSED, " precision");
    if (!refused.isEmpty()) {
      return List.of(finding(inputs, refused));
    }
    List<Hit> warned = LogSearch.find(inputs, WARNED, "shape tensor output");
    return warned.isEmpty() ? List.of() : List.of(warning(inputs, warned));
  }

  private static Finding finding(CaseInputs inputs, List<Hit> hits) {
    boolean breaks = LogSearch.failed(inputs) && hits.stream().anyMatch(Hit::isError);
    List<String> layers = LogSearch.names(hits);
    FindingDraft draft =
        FindingDraft.of(CAUSE, Certainty.EVIDENT, breaks ? Effect.BREAKS : Effect.NOTES)
            .because("because-log")
            .because("because-integers")
            .evidence(LogSearch.evidence(hits))
            .subjects(Subjects.layers(inputs, layers));
    if (!layers.isEmpty()) {
      draft.summary("summary-layer", layers.get(0)).names(Map.of("layer", layers.get(0)));
    }
    return draft.done();
  }

  private static Finding warning(CaseInputs inputs, List<Hit> hits) {
    List<String> layers = LogSearch.names(hits);
    return FindingDraft.of(CAUSE, Certainty.EVIDENT, Effect.NOTES)
        .summary("summary-warned", layers.size())
        .because("because-integers")
        .evidence(LogSearch.evidence(hits))
        .subjects(Subjects.layers(inputs, layers))
        .done();
  }
}
