package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The log shows only errors that follow from an earlier one: the CUDA context was already lost.
 *
 * <p>After an illegal access every call fails with the same words, clean-up included (measured,
 * TensorRT 8.6.1); the cause stands further up or in an earlier build of the same process.
 */
public final class ContextLost implements Check {
  private static final Pattern STICKY =
      Pattern.compile(
          "illegal memory access|unspecified launch failure|misaligned address"
              + "|CUDA_ERROR_(ILLEGAL_ADDRESS|LAUNCH_FAILED)|device-side assert");
  private static final Pattern CLEANING_UP =
      Pattern.compile(
          "::(deallocate|free|destroy|operator\\(\\)|commonEmitDebugTensor|~\\w+|~)"
              + "|in free|in deallocate");

  private static final Cause CAUSE =
      new Cause(
          "context-lost",
          Set.of(),
          List.of("fresh-process", "compute-sanitizer"),
          List.of("Measured: the errors after a host pointer in bindings, TensorRT 8.6.1"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    return inputs.log().flatMap(ContextLost::examine).stream().toList();
  }

  private static Optional<Finding> examine(BuildLog log) {
    return LogSearch.errors(log).stream()
        .findFirst()
        .filter(first -> LogSearch.says(first, STICKY))
        .filter(first -> !first.line().message().contains("calibrator.c"))
        .map(first -> finding(log, first));
  }

  private static Finding finding(BuildLog log, LogEvent first) {
    Certainty certainty =
        LogSearch.says(first, CLEANING_UP) ? Certainty.EVIDENT : Certainty.POSSIBLE;
    return FindingDraft.of(CAUSE, certainty, Effect.BREAKS)
        .because("because-follows")
        .evidence(Evidences.of(log, first))
        .followedBy(LogSearch.troubleAfter(log, first.line().number()))
        .done();
  }
}
