package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent.CacheUsed.Use;
import io.trtdoctor.buildlog.LogEvent.ScaleMissing;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.finding.Subject;
import java.util.ArrayList;
import java.util.List;

/** What a cache that does not cover the network does to a build. */
final class CacheDamage {
  private CacheDamage() {}

  /** Whether scales came from a cache and INT8 was lost for want of some. */
  static boolean shows(BuildLog log, ScaleCover cover) {
    CalibrationCourse course = new CalibrationCourse(log);
    return course.readCache() && !course.ran() && !cover.losses().isEmpty();
  }

  /** The cache breaks a build only where its lack is beyond anything TensorRT itself leaves out. */
  static Effect effect(BuildLog log, ScaleCover cover) {
    boolean breaks =
        cover.doesNotCoverTheNetwork()
            && UnimplementedNode.first(log).filter(node -> !node.forWorkspace()).isPresent();
    return breaks ? Effect.BREAKS : Effect.DEGRADES;
  }

  /** Likewise, where the cache is known not to fit. */
  static Effect effect(BuildLog log) {
    boolean lacksKernel =
        UnimplementedNode.first(log).filter(node -> !node.forWorkspace()).isPresent();
    boolean lacksScales = new CalibrationCourse(log).lacksAllScales().isPresent();
    return !log.succeeded() && (lacksKernel || lacksScales) ? Effect.BREAKS : Effect.DEGRADES;
  }

  /** The line that says a cache was read, and the first tensors without a scale. */
  static List<Evidence> lines(CaseInputs inputs, BuildLog log) {
    List<Evidence> lines = new ArrayList<>();
    new CalibrationCourse(log).cache(Use.READ).map(e -> Evidences.of(log, e)).ifPresent(lines::add);
    lines.addAll(Evidences.of(log, new ScaleCover(inputs, log).losses()));
    return lines;
  }

  static List<Subject> subjects(CaseInputs inputs, ScaleCover cover) {
    return Subjects.tensors(
        inputs, cover.losses().stream().limit(Evidences.ENOUGH).map(ScaleMissing::tensor).toList());
  }
}
