package io.trtdoctor.probe;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.BuildPhase;
import io.trtdoctor.buildlog.LogEvent.BatchCalibrated;
import io.trtdoctor.buildlog.LogEvent.PhaseEnded;
import io.trtdoctor.model.CalibratorCall;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the time of a calibration went, as far as the log and the calibrator's calls tell.
 *
 * @param seconds by part; a part that did not begin, or of which nothing is told, is not there
 * @param batches how many TensorRT says that it calibrated with
 */
public record CalibrationTimes(Map<Part, Double> seconds, int batches) {
  /** A part of a calibration, in order. */
  public enum Part {
    /**
     * From the log line before each call for a batch to the call's answer, in a recording that does
     * not tell how much of it was {@link #TRANSFER}.
     */
    DATA_AND_TRANSFER,
    /** The same without the copying: reading or making the batches. */
    DATA,
    /** Copying the batches to the GPU. */
    TRANSFER,
    /** What TensorRT says that the batches took: running the network and counting. */
    INFERENCE,
    POST_PROCESSING,
    SCALE_ASSIGNMENT;

    public String tag() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public CalibrationTimes {
    seconds = Collections.unmodifiableMap(new EnumMap<>(seconds));
  }

  /** The times of a probe; empty ones if it did not calibrate. */
  public static CalibrationTimes of(Observations seen) {
    List<BuildLog> builds = ProbeLog.builds(seen, "probe");
    Map<Part, Double> seconds = new EnumMap<>(Part.class);
    int batches = 0;
    if (!builds.isEmpty() && seen.batchesAskedFor() > 0) {
      BuildLog log = builds.get(0);
      List<BatchCalibrated> calibrated = log.all(BatchCalibrated.class);
      batches = calibrated.size();
      seconds.putAll(handingOver(seen));
      seconds.put(Part.INFERENCE, calibrated.stream().mapToDouble(BatchCalibrated::seconds).sum());
      told(log, BuildPhase.CALIBRATION_POST_PROCESSING)
          .ifPresent(time -> seconds.put(Part.POST_PROCESSING, time));
      told(log, BuildPhase.SCALE_ASSIGNMENT)
          .ifPresent(time -> seconds.put(Part.SCALE_ASSIGNMENT, time));
    }
    return new CalibrationTimes(seconds, batches);
  }

  private static Map<Part, Double> handingOver(Observations seen) {
    double both = untilAnswers(seen);
    List<OptionalDouble> copies =
        getBatch(seen)
            .filter(CalibratorCall::answered)
            .map(CalibratorCall::transfer)
            .filter(OptionalDouble::isPresent)
            .toList();
    if (copies.isEmpty()) {
      return Map.of(Part.DATA_AND_TRANSFER, both);
    }
    double transfer = copies.stream().mapToDouble(OptionalDouble::getAsDouble).sum();
    return Map.of(Part.DATA, Math.max(0, both - transfer), Part.TRANSFER, transfer);
  }

  private static double untilAnswers(Observations seen) {
    NavigableSet<Double> logged =
        seen.log().stream().map(LogMessage::seconds).collect(Collectors.toCollection(TreeSet::new));
    return getBatch(seen)
        .mapToDouble(CalibratorCall::seconds)
        .map(time -> time - Optional.ofNullable(logged.floor(time)).orElse(time))
        .sum();
  }

  private static Stream<CalibratorCall> getBatch(Observations seen) {
    return seen.calibratorCalls().stream()
        .filter(call -> call.method() == CalibratorCall.Method.GET_BATCH);
  }

  private static OptionalDouble told(BuildLog log, BuildPhase phase) {
    return log.all(PhaseEnded.class).stream()
        .filter(end -> end.phase() == phase && end.seconds().isPresent())
        .mapToDouble(end -> end.seconds().getAsDouble())
        .findFirst();
  }

  /** The sum of all parts in seconds. */
  public double total() {
    return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** The part's share of the sum, from 0 to 1; 0 if nothing was timed. */
  public double share(Part part) {
    return total() == 0 ? 0 : seconds.getOrDefault(part, 0.0) / total();
  }

  /** The longest part, empty if nothing was timed. */
  public Optional<Part> longest() {
    return seconds.entrySet().stream()
        .max(Comparator.comparingDouble(Map.Entry::getValue))
        .map(Map.Entry::getKey);
  }
}
