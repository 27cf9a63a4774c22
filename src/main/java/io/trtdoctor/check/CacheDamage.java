package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent.CacheUsed.Use;
import io.trtdoctor.buildlog.LogEvent.ScaleMissing;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.finding.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a cache that does not cover the network does to a build. */
final class CacheDamage {
  private CacheDamage() {}

  /** Whether scales came from a cache and INT8 was lost for want of some. */
  static boolean shows(BuildLog log, ScaleCover cover) {
    CalibrationCourse course = new CalibrationCourse(log);
    return course.readCache() && !course.ran() && !cover.losses().isEmpty();
  }

  /**
   * What the gaps did: they break a build that lacks a kernel, unless one tensor alone explains
   * that and the gaps are no more than TensorRT itself leaves.
   */
  static Effect effect(CaseInputs inputs, BuildLog log, ScaleCover cover) {
    boolean breaks =
        withoutKernel(log)
            .filter(
                node ->
                    cover.doesNotCoverTheNetwork()
                        || new BlockScales(inputs, log).outputWithoutScale(node).isEmpty())
            .isPresent();
    return breaks ? Effect.BREAKS : Effect.DEGRADES;
  }

  /** What a cache does that is known not to be this network's. */
  static Effect effectOfForeign(BuildLog log) {
    return withoutKernel(log).isPresent() ? Effect.BREAKS : effectOfUnread(log);
  }

  /** What lines do that could not be read. */
  static Effect effectOfUnread(BuildLog log) {
    boolean lacksScales = new CalibrationCourse(log).lacksAllScales().isPresent();
    return !log.succeeded() && lacksScales ? Effect.BREAKS : Effect.DEGRADES;
  }

  private static Optional<UnimplementedNode> withoutKernel(BuildLog log) {
    return UnimplementedNode.first(log).filter(node -> !node.forWorkspace() && !log.succeeded());
  }

  /** The line that says a cache was read, and the first tensors without a scale. */
  static List<Evidence> lines(CaseInputs inputs, BuildLog log) {
    List<Evidence> lines = new ArrayList<>();
    new CalibrationCourse(log).cache(Use.READ).map(e -> Evidences.of(log, e)).ifPresent(lines::add);
    lines.addAll(Evidences.of(log, inputs.cover().losses()));
    return lines;
  }

  static List<Subject> subjects(CaseInputs inputs, ScaleCover cover) {
    return Subjects.tensors(
        inputs, cover.losses().stream().limit(Evidences.ENOUGH).map(ScaleMissing::tensor).toList());
  }
}
