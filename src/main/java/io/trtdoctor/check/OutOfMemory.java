package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.NoEngineWords;
import io.trtdoctor.check.LogSearch.Hit;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The device or the host has not the memory that the build asks for.
 *
 * <p>Builds that come out print the same lines for tactics that they then skip, so the lines count
 * as the cause only where nothing else went wrong after them.
 */
public final class OutOfMemory implements Check {
  private static final Cause CAUSE =
      new Cause(
          "out-of-memory",
          Set.of("no-implementation", "workspace-too-small", "context-lost"),
          List.of("free-memory", "lower-workspace", "smaller-calibration-batch"),
          List.of(
              "https://github.com/NVIDIA/TensorRT/issues/2643",
              "https://github.com/NVIDIA/TensorRT/issues/477",
              "https://github.com/NVIDIA/TensorRT/issues/688",
              "https://github.com/ultralytics/ultralytics/issues/14751"));

  private static final Pattern SIGN =
      Pattern.compile(
          "\\bout of memory\\b|\\bOutOfMemory\\b|std::bad_alloc|cudaErrorMemoryAllocation"
              + "|CUDA_ERROR_OUT_OF_MEMORY|Cannot allocate memory"
              + "|Requested amount of (?:GPU )?memory \\(\\d+ bytes\\) could not be allocated"
              + "|Device memory is insufficient to use tactic"
              + "|due to insuff?icient memory on requested size",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NO_TACTIC =
      Pattern.compile("[Cc]ould not find any implementation for node");

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    List<Hit> hits =
        LogSearch.find(inputs, SIGN).stream()
            .filter(hit -> !WorkspaceTooSmall.isOverLimit(inputs, hit.event().line().message()))
            .toList();
    return hits.isEmpty() ? List.of() : List.of(finding(hits));
  }

  private static Finding finding(List<Hit> hits) {
    BuildLog log = hits.get(0).log();
    if (log.succeeded()) {
      return FindingDraft.of(CAUSE, Certainty.EVIDENT, Effect.NOTES)
          .summary("summary-skipped")
          .because("because-skipped")
          .evidence(LogSearch.evidence(hits))
          .done();
    }
    boolean last = endsTheBuild(log, hits);
    return FindingDraft.of(CAUSE, last ? Certainty.EVIDENT : Certainty.POSSIBLE, Effect.BREAKS)
        .because(last ? "because-last" : "because-other")
        .evidence(LogSearch.evidence(hits))
        .done();
  }

  /** Whether no error that tells of something else follows. */
  private static boolean endsTheBuild(BuildLog log, List<Hit> hits) {
    long line = hits.get(hits.size() - 1).event().line().number();
    boolean tells =
        hits.stream().anyMatch(hit -> hit.isError() || hit.match().group().contains("bad_alloc"));
    return tells
        && LogSearch.errors(log).stream()
            .filter(problem -> problem.line().number() > line)
            .filter(problem -> problem.followsFrom().isEmpty())
            .map(problem -> problem.line().message())
            .allMatch(said -> NoEngineWords.in(said) || NO_TACTIC.matcher(said).find());
  }
}
