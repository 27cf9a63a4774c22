package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * No kernel can run a layer as the builder needs it, and nothing in the log says why.
 *
 * <p>Where something does ({@link FusedOutputWithoutScale}, a cache that does not fit, too small a
 * workspace), that is the cause and this one only its result.
 */
public final class NoImplementation implements Check {
  private static final Cause CAUSE =
      new Cause(
          "no-implementation",
          Set.of(),
          List.of("verbose-log", "higher-precision-for-layer", "whole-cache", "raise-workspace"),
          List.of("https://github.com/ultralytics/ultralytics/issues/21281"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    return inputs.log().flatMap(log -> examine(inputs, log)).stream().toList();
  }

  private static Optional<Finding> examine(CaseInputs inputs, BuildLog log) {
    return UnimplementedNode.first(log)
        .filter(node -> !node.forWorkspace())
        .filter(node -> new BlockScales(inputs, log).outputWithoutScale(node).isEmpty())
        .map(node -> finding(inputs, log, node));
  }

  private static Finding finding(CaseInputs inputs, BuildLog log, UnimplementedNode node) {
    CalibrationCourse course = new CalibrationCourse(log);
    FindingDraft draft =
        FindingDraft.of(CAUSE, Certainty.POSSIBLE, Effect.BREAKS)
            .summary("summary", node.name())
            .evidence(Evidences.of(log, node.event()))
            .subjects(List.of(Subjects.layer(inputs, node.name())))
            .names(Map.of("layer", node.firstLayer()))
            .followedBy(LogSearch.troubleAfter(log, node.event().line().number()));
    if (course.ran()) {
      draft.because("because-calibrated-here", course.batches().size());
    }
    if (node.isFusedWithPointwise()) {
      draft.because("because-fused");
    }
    return draft.done();
  }
}
