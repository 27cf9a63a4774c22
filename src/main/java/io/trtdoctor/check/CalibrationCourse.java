package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.BuildPhase;
import io.trtdoctor.buildlog.LogEvent;
import io.trtdoctor.buildlog.LogEvent.BatchCalibrated;
import io.trtdoctor.buildlog.LogEvent.CacheUsed;
import io.trtdoctor.buildlog.LogEvent.CalibratorCall;
import io.trtdoctor.buildlog.LogEvent.PhaseBegan;
import io.trtdoctor.buildlog.LogEvent.PhaseEnded;
import io.trtdoctor.finding.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a log tells of the calibration in its build. */
record CalibrationCourse(BuildLog log) {
  /**
   * Post-processing that ended sooner has seen no histogram: 1e-6 to 2e-5 seconds without batches,
   * 19 to 24 seconds with two (measured, TensorRT 8.6.1 and 10.6.0).
   */
  static final double SHORTEST_POST_PROCESSING = 1e-3;

  /** A scale is looked up that nobody put in; the words are those of the C++ library. */
  private static final Pattern LOOKUP_FAILURE =
      Pattern.compile("_Map_base::at|invalid unordered_map<K, ?T> key|map::at\\b");

  private static final Pattern NO_SCALING_FACTORS =
      Pattern.compile("Calibration failure occurred with no scaling factors");

  Optional<PhaseBegan> began() {
    return log.first(PhaseBegan.class, phase -> phase.phase() == BuildPhase.CALIBRATION);
  }

  Optional<PhaseEnded> postProcessed() {
    return log.first(
        PhaseEnded.class, phase -> phase.phase() == BuildPhase.CALIBRATION_POST_PROCESSING);
  }

  List<BatchCalibrated> batches() {
    return log.all(BatchCalibrated.class);
  }

  Optional<CacheUsed> cache(CacheUsed.Use use) {
    return log.first(CacheUsed.class, event -> event.use() == use);
  }

  boolean readCache() {
    return cache(CacheUsed.Use.READ).isPresent();
  }

  /** Whether scales were worked out in this build, not read. */
  boolean ran() {
    return !batches().isEmpty();
  }

  /** Whether the log shows that calibration went through without a batch. */
  boolean ranWithoutBatches() {
    return batches().isEmpty()
        && ((began().isPresent() && postProcessed().isPresent())
            || postProcessedNothing()
            || firstCallGaveNothing().isPresent());
  }

  /** The first call of {@code get_batch} in this build, if it ended calibration at once. */
  Optional<CalibratorCall> firstCallGaveNothing() {
    return log.first(CalibratorCall.class, call -> call.callback().equals("get_batch"))
        .filter(call -> !call.raised())
        .filter(call -> call.result().startsWith("None") || call.result().startsWith("[] "));
  }

  private boolean postProcessedNothing() {
    return postProcessed().stream()
        .flatMap(phase -> phase.seconds().stream().boxed())
        .anyMatch(seconds -> seconds < SHORTEST_POST_PROCESSING);
  }

  /** The error of a build that has no scales at all, whichever way it shows. */
  Optional<LogEvent> lacksAllScales() {
    return lookupFailure().or(this::noScalingFactors);
  }

  /** {@code _Map_base::at}, on Windows {@code invalid unordered_map<K, T> key}. */
  Optional<LogEvent> lookupFailure() {
    return LogSearch.first(log, LOOKUP_FAILURE);
  }

  /** {@code Calibration failure occurred with no scaling factors detected}. */
  Optional<LogEvent> noScalingFactors() {
    return LogSearch.first(log, NO_SCALING_FACTORS);
  }

  /** The lines from the start of calibration to the error, as far as the log has them. */
  List<Evidence> lines() {
    List<LogEvent> events = new ArrayList<>();
    began().ifPresent(events::add);
    firstCallGaveNothing().ifPresent(events::add);
    postProcessed().ifPresent(events::add);
    lacksAllScales().ifPresent(events::add);
    return events.stream()
        .sorted(Comparator.comparingLong(event -> event.line().number()))
        .map(event -> Evidences.of(log, event))
        .toList();
  }
}
