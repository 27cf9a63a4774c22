package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The engine came out, but its outputs differ from those of the model. */
public final class AccuracyDrop implements Check {
  /** Polygraphy's comparison of two runs; {@code Accuracy Summary} alone says nothing. */
  private static final Pattern DIFFERS =
      Pattern.compile(
          "Difference exceeds tolerance|FAILED \\| (Output|Mismatched outputs)"
              + "|(mAP|[Aa]ccuracy|top-?1).{0,40}\\b(dropped|drops|degraded)\\b");

  private static final Cause CAUSE =
      new Cause(
          "accuracy-drop",
          Set.of(),
          List.of(
              "find-the-layer",
              "real-data",
              "other-calibrator",
              "two-phase-calibration",
              "explicit-quantization"),
          List.of(
              "NVIDIA/TensorRT tools/Polygraphy/polygraphy/comparator",
              "https://github.com/NVIDIA/TensorRT/issues/3922"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    return inputs.log().map(AccuracyDrop::examine).orElse(List.of());
  }

  private static List<Finding> examine(BuildLog log) {
    List<LogEvent> lines = LogSearch.all(log, DIFFERS);
    if (lines.isEmpty()) {
      return List.of();
    }
    return List.of(
        FindingDraft.of(CAUSE, Certainty.POSSIBLE, Effect.DEGRADES)
            .because("because-compared")
            .evidence(Evidences.of(log, lines))
            .done());
  }
}
