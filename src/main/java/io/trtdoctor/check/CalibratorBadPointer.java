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
 * The calibrator put something into {@code bindings} that is no device memory.
 *
 * <p>The first error stands in the calibrator; a dozen more only follow from it, and the process's
 * CUDA context is lost (measured with a host pointer, TensorRT 8.6.1).
 */
public final class CalibratorBadPointer implements Check {
  /** A null pointer, in the words of TensorRT 8 and of 10. */
  static final Pattern NULL_POINTER =
      Pattern.compile("memory != nullptr failed|bound to nullptr|nullPtrAllowed");

  private static final Pattern BAD_ADDRESS =
      Pattern.compile(
          "calibrator\\.c(pp|u)::\\w+::\\d+.*"
              + "(illegal memory access|invalid argument|misaligned address|unspecified launch)");
  private static final Pattern ANY_BAD_ADDRESS = Pattern.compile("illegal memory access");

  private static final Pattern NO_GPU_MEMORY =
      Pattern.compile("0x[0-9a-f]+ (host, not registered|null|not a CUDA pointer)");
  private static final Pattern PINNED = Pattern.compile("0x[0-9a-f]+ host[,\\]]");

  private static final Cause CAUSE =
      new Cause(
          "calibrator-bad-pointer",
          Set.of("context-lost", "no-implementation"),
          List.of("device-memory", "polygraphy-calibrator"),
          List.of(
              "Measured: MobileViT with a host pointer in bindings, TensorRT 8.6.1",
              "https://github.com/NVIDIA/TensorRT/issues/1869",
              "https://github.com/NVIDIA/TensorRT/issues/3430"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    return inputs.log().flatMap(CalibratorBadPointer::examine).stream().toList();
  }

  private static Optional<Finding> examine(BuildLog log) {
    Optional<LogEvent> address = LogSearch.first(log, BAD_ADDRESS);
    if (address.isPresent()) {
      return address.map(event -> finding(log, event, Certainty.EVIDENT, "summary"));
    }
    Optional<Finding> watched = watched(log);
    if (watched.isPresent()) {
      return watched;
    }
    Optional<LogEvent> nothing = LogSearch.first(log, NULL_POINTER);
    if (nothing.isPresent()) {
      return nothing
          .filter(event -> duringCalibration(log, event))
          .map(event -> finding(log, event, Certainty.EVIDENT, "summary-null"));
    }
    return firstErrorOfCalibration(log)
        .map(event -> finding(log, event, Certainty.POSSIBLE, "summary"));
  }

  /**
   * What {@code scripts/calibrator_spy.py} saw handed over; memory that CUDA knows of on the host
   * is pinned, and a GPU may well read that.
   */
  private static Optional<Finding> watched(BuildLog log) {
    if (log.succeeded()) {
      return Optional.empty();
    }
    return log.first(CalibratorCall.class, call -> NO_GPU_MEMORY.matcher(call.result()).find())
        .map(call -> watched(log, call, Certainty.EVIDENT))
        .or(
            () ->
                log.first(CalibratorCall.class, call -> PINNED.matcher(call.result()).find())
                    .map(call -> watched(log, call, Certainty.POSSIBLE)));
  }

  private static Finding watched(BuildLog log, CalibratorCall call, Certainty certainty) {
    return FindingDraft.of(CAUSE, certainty, Effect.BREAKS)
        .because("because-watched", call.result())
        .evidence(Evidences.of(log, call))
        .followedBy(LogSearch.troubleAfter(log, call.line().number()))
        .done();
  }

  /** Whether calibration had begun, or the message itself is the calibrator's. */
  private static boolean duringCalibration(BuildLog log, LogEvent event) {
    return event.line().message().contains("calibrator")
        || new CalibrationCourse(log)
            .began()
            .filter(phase -> phase.line().number() < event.line().number())
            .isPresent();
  }

  private static Optional<LogEvent> firstErrorOfCalibration(BuildLog log) {
    CalibrationCourse course = new CalibrationCourse(log);
    if (course.ran() || course.began().isEmpty()) {
      return Optional.empty();
    }
    return LogSearch.errors(log).stream()
        .filter(error -> error.line().number() > course.began().get().line().number())
        .findFirst()
        .map(LogEvent.class::cast)
        .filter(error -> LogSearch.says(error, ANY_BAD_ADDRESS));
  }

  private static Finding finding(
      BuildLog log, LogEvent event, Certainty certainty, String summary) {
    return FindingDraft.of(CAUSE, certainty, Effect.BREAKS)
        .summary(summary)
        .because("because-first-error")
        .evidence(Evidences.of(log, event))
        .followedBy(LogSearch.troubleAfter(log, event.line().number()))
        .done();
  }
}
