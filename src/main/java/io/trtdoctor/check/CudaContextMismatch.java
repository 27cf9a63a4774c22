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
 * The calibrator's memory belongs to another CUDA context or device than the one TensorRT works in.
 */
public final class CudaContextMismatch implements Check {
  private static final Pattern NO_CONTEXT =
      Pattern.compile(
          "invalid device context|no currently active context|context is destroyed"
              + "|CUDA_ERROR_(INVALID_CONTEXT|CONTEXT_IS_DESTROYED)");
  private static final Pattern FOREIGN_HANDLE =
      Pattern.compile(
          "invalid resource handle|CUDA_ERROR_INVALID_HANDLE|cudaErrorInvalidResourceHandle"
              + "|tensors? (to be )?on the same device");

  private static final Cause CAUSE =
      new Cause(
          "cuda-context-mismatch",
          Set.of("calibrator-bad-pointer", "calibrator-api-misuse", "context-lost"),
          List.of("one-context", "device-memory"),
          List.of(
              "CUDA driver API, CUDA_ERROR_INVALID_CONTEXT and CUDA_ERROR_INVALID_HANDLE",
              "https://github.com/NVIDIA/TensorRT/issues/4053"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    return inputs.log().flatMap(CudaContextMismatch::examine).stream().toList();
  }

  private static Optional<Finding> examine(BuildLog log) {
    return LogSearch.first(log, NO_CONTEXT)
        .map(event -> finding(log, event, Certainty.EVIDENT))
        .or(
            () ->
                LogSearch.first(log, FOREIGN_HANDLE)
                    .map(event -> finding(log, event, Certainty.POSSIBLE)));
  }

  private static Finding finding(BuildLog log, LogEvent event, Certainty certainty) {
    return FindingDraft.of(CAUSE, certainty, log.succeeded() ? Effect.NOTES : Effect.BREAKS)
        .because("because-context")
        .evidence(Evidences.of(log, event))
        .followedBy(LogSearch.troubleAfter(log, event.line().number()))
        .done();
  }
}
