package io.trtdoctor.check;

import io.trtdoctor.check.LogSearch.Hit;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Layers meant for the DLA run on the GPU instead, or nowhere where that is not allowed. */
public final class DlaFallback implements Check {
  private static final Cause CAUSE =
      new Cause(
          "dla-fallback",
          Set.of(),
          List.of("allow-gpu-fallback", "replace-dla-layers"),
          List.of(
              "https://github.com/ultralytics/ultralytics/pull/16449",
              "https://docs.nvidia.com/deeplearning/tensorrt/latest/inference-library/work-with-dla.html"));

  private static final Pattern MOVED =
      Pattern.compile(
          "Layer '?(.+?)'? \\([A-Z_0-9]+\\): Unsupported on DLA\\. Switching"
              + "|layer (\\S.*?) is not supported on DLA, falling back to GPU",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern REFUSED =
      Pattern.compile(
          "layer '?(\\S.*?)'?(?: \\([A-Z_0-9]+\\))? is not supported on DLA and falling back to GPU is not"
              + " enabled",
          Pattern.CASE_INSENSITIVE);

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    List<Hit> refused = LogSearch.find(inputs, REFUSED);
    if (!refused.isEmpty() && LogSearch.failed(inputs)) {
      return List.of(finding(inputs, refused, Effect.BREAKS, "summary-refused", "because-refused"));
    }
    List<Hit> moved = LogSearch.find(inputs, MOVED);
    return moved.isEmpty()
        ? List.of()
        : List.of(finding(inputs, moved, Effect.DEGRADES, "summary-moved", "because-moved"));
  }

  private static Finding finding(
      CaseInputs inputs, List<Hit> hits, Effect effect, String summary, String reason) {
    List<String> layers = LogSearch.names(hits);
    return FindingDraft.of(CAUSE, Certainty.EVIDENT, effect)
        .summary(summary, layers.size())
        .because(reason)
        .evidence(LogSearch.evidence(hits))
        .subjects(Subjects.layers(inputs, layers))
        .done();
  }
}
