package io.trtdoctor.buildlog;

import io.trtdoctor.buildlog.LogEvent.PhaseBegan;
import io.trtdoctor.buildlog.LogEvent.PhaseEnded;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Follows the phases of one build.
 *
 * <p>TensorRT marks most ends and few beginnings, and a calibrating build optimizes, times and
 * generates twice: once for the engine that calibrates, once for the one that comes out. Which line
 * stands for which beginning was taken from verbose logs of 8.6.1 and 10.6.0; {@code Graph
 * construction and optimization completed} is 7.x.
 */
final class PhaseTracker {
  private final Consumer<LogEvent> sink;
  private final Set<BuildPhase> open = EnumSet.noneOf(BuildPhase.class);
  private boolean parsed;
  private OptionalDouble calibration = OptionalDouble.empty();

  PhaseTracker(Consumer<LogEvent> sink) {
    this.sink = sink;
  }

  /** Takes note of the message; returns the phase that it belongs to, if it is a marker. */
  Optional<BuildPhase> note(LogLine line) {
    String message = line.message();
    if (message.isEmpty()) {
      return Optional.empty();
    }
    return switch (message.charAt(0)) {
      case 'A', 'I', 'O', 'P' -> parsingOrScales(line, message);
      case 'G', 'B', 'T', 'L', 'F', 'D', 'E' -> optimizing(line, message);
      case 'C', 'S' -> calibrating(line, message);
      default -> Optional.empty();
    };
  }

  private Optional<BuildPhase> parsingOrScales(LogLine line, String message) {
    if (message.startsWith("Input filename:") || message.startsWith("Adding network input:")) {
      if (!parsed) {
        parsed = true;
        begin(line, BuildPhase.PARSING);
      }
      return Optional.of(BuildPhase.PARSING);
    }
    if (message.startsWith("Original: ") || message.startsWith("Perform graph optimization on")) {
      begin(line, BuildPhase.GRAPH_OPTIMIZATION);
      return Optional.of(BuildPhase.GRAPH_OPTIMIZATION);
    }
    if (message.startsWith("Post Processing Calibration data in")) {
      begin(line, BuildPhase.CALIBRATION_POST_PROCESSING);
      end(line, BuildPhase.CALIBRATION_POST_PROCESSING, Wording.seconds(message));
      return Optional.of(BuildPhase.CALIBRATION_POST_PROCESSING);
    }
    if (message.startsWith("Assigning tensor scales: ")
        || message.startsWith("Overriding tensor scales: ")
        || message.startsWith("INT8 Inference Tensor scales")) {
      begin(line, BuildPhase.SCALE_ASSIGNMENT);
      return Optional.of(BuildPhase.SCALE_ASSIGNMENT);
    }
    return Optional.empty();
  }

  private Optional<BuildPhase> optimizing(LogLine line, String message) {
    if (message.startsWith("Graph optimization time:")
        || message.startsWith("Graph construction and optimization completed in")) {
      begin(line, BuildPhase.GRAPH_OPTIMIZATION);
      end(line, BuildPhase.GRAPH_OPTIMIZATION, Wording.seconds(message));
      return Optional.of(BuildPhase.GRAPH_OPTIMIZATION);
    }
    if (message.startsWith("Building graph using backend")
        || message.startsWith("Timing cache disabled")
        || message.startsWith("Local timing cache in use")) {
      begin(line, BuildPhase.TACTIC_TIMING);
      return Optional.of(BuildPhase.TACTIC_TIMING);
    }
    if (message.startsWith("Formats and tactics selection completed in")) {
      begin(line, BuildPhase.TACTIC_TIMING);
      end(line, BuildPhase.TACTIC_TIMING, Wording.seconds(message));
      begin(line, BuildPhase.ENGINE_GENERATION);
      return Optional.of(BuildPhase.ENGINE_GENERATION);
    }
    if (message.startsWith("Detected ") && message.endsWith("network tensors.")) {
      begin(line, BuildPhase.ENGINE_GENERATION);
      return Optional.of(BuildPhase.ENGINE_GENERATION);
    }
    if (message.startsWith("Engine generation completed in")) {
      begin(line, BuildPhase.ENGINE_GENERATION);
      end(line, BuildPhase.ENGINE_GENERATION, Wording.seconds(message));
      return Optional.of(BuildPhase.ENGINE_GENERATION);
    }
    return Optional.empty();
  }

  private Optional<BuildPhase> calibrating(LogLine line, String message) {
    if (message.startsWith("Starting Calibration")) {
      begin(line, BuildPhase.CALIBRATION);
      return Optional.of(BuildPhase.CALIBRATION);
    }
    if (message.startsWith("Calibration completed in")) {
      begin(line, BuildPhase.CALIBRATION);
      calibration = Wording.seconds(message);
      end(line, BuildPhase.CALIBRATION, calibration);
      return Optional.of(BuildPhase.CALIBRATION);
    }
    if (message.startsWith("Configuring builder for Int8 Mode completed in")) {
      begin(line, BuildPhase.SCALE_ASSIGNMENT);
      end(line, BuildPhase.SCALE_ASSIGNMENT, withoutCalibration(Wording.seconds(message)));
      return Optional.of(BuildPhase.SCALE_ASSIGNMENT);
    }
    if (message.startsWith("Constructing optimization profile")) {
      begin(line, BuildPhase.TACTIC_TIMING);
      return Optional.of(BuildPhase.TACTIC_TIMING);
    }
    return Optional.empty();
  }

  /** TensorRT counts the calibration in when it says how long INT8 mode took to configure. */
  private OptionalDouble withoutCalibration(OptionalDouble configuring) {
    if (configuring.isEmpty() || calibration.isEmpty()) {
      return configuring;
    }
    double rest = Math.max(0, configuring.getAsDouble() - calibration.getAsDouble());
    return OptionalDouble.of(Math.round(rest * 1e6) / 1e6);
  }

  private void begin(LogLine line, BuildPhase phase) {
    if (phase != BuildPhase.PARSING && open.remove(BuildPhase.PARSING)) {
      sink.accept(new PhaseEnded(line, BuildPhase.PARSING, OptionalDouble.empty()));
    }
    if (open.add(phase)) {
      sink.accept(new PhaseBegan(line, phase));
    }
  }

  private void end(LogLine line, BuildPhase phase, OptionalDouble seconds) {
    open.remove(phase);
    sink.accept(new PhaseEnded(line, phase, seconds));
  }
}
