package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent;
import io.trtdoctor.buildlog.LogEvent.CalibratorCall;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A callback of the calibrator raised an exception or returned what it must not.
 *
 * <p>TensorRT's Python bindings swallow the exception and go on as if there were no more batches.
 */
public final class CalibratorApiMisuse implements Check {
  private static final String CALLBACK =
      "(get_?batch(_?size)?|(read|write)_?calibration_?cache|get_?algorithm)";
  private static final Pattern RAISED =
      Pattern.compile(
          "Exception caught in "
              + CALLBACK
              + "|Tried to call pure virtual function \"IInt8\\w*|in "
              + CALLBACK
              + "$|"
              + CALLBACK
              + "\\(\\) (takes|missing)\\b",
          Pattern.CASE_INSENSITIVE);

  /** Known from one public report each, so never more than possible. */
  private static final Pattern RETURNED =
      Pattern.compile(
          "'?NoneType'? is not an instance of '?buffer|Unable to cast Python instance"
              + "|incompatible function arguments.*(int8_calibrator|IInt8)");

  /** In the words of {@code scripts/calibrator_spy.py}. */
  private static final List<String> MISUSES =
      List.of("NOT A LIST", "NOT AN ADDRESS", "NOT DEFINED");

  private static final Cause CAUSE =
      new Cause(
          "calibrator-api-misuse",
          Set.of("calibrator-no-batches", "calibrator-bad-pointer", "context-lost"),
          List.of("mend-the-callback", "polygraphy-calibrator"),
          List.of(
              "https://github.com/NVIDIA/TensorRT/issues/1186",
              "NVIDIA/TensorRT tools/Polygraphy/polygraphy/backend/trt/calibrator.py"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    return inputs.log().flatMap(CalibratorApiMisuse::examine).stream().toList();
  }

  private static Optional<Finding> examine(BuildLog log) {
    Optional<CalibratorCall> call = log.first(CalibratorCall.class, CalibratorApiMisuse::misused);
    if (call.isPresent()) {
      return call.map(seen -> watched(log, seen));
    }
    return LogSearch.first(log, RAISED)
        .map(event -> finding(log, event, Certainty.EVIDENT, "summary"))
        .or(
            () ->
                LogSearch.first(log, RETURNED)
                    .map(event -> finding(log, event, Certainty.POSSIBLE, "summary-returned")));
  }

  private static boolean misused(CalibratorCall call) {
    return call.raised() || MISUSES.stream().anyMatch(call.result()::contains);
  }

  private static Finding watched(BuildLog log, CalibratorCall call) {
    FindingDraft draft =
        FindingDraft.of(CAUSE, Certainty.EVIDENT, log.succeeded() ? Effect.NOTES : Effect.BREAKS);
    if (call.raised()) {
      draft.summary("summary-raised", call.callback(), call.result()).because("because-swallowed");
    } else {
      draft.summary("summary-watched", call.callback(), call.result());
    }
    return draft.evidence(Evidences.of(log, call)).done();
  }

  private static Finding finding(
      BuildLog log, LogEvent event, Certainty certainty, String summary) {
    return FindingDraft.of(CAUSE, certainty, log.succeeded() ? Effect.NOTES : Effect.BREAKS)
        .summary(summary)
        .because("because-swallowed")
        .evidence(Evidences.of(log, event))
        .done();
  }
}
