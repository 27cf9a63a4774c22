package io.trtdoctor.buildlog;

import io.trtdoctor.model.LayerName;
import io.trtdoctor.model.Scale;
import io.trtdoctor.model.TensorName;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Something a build log tells. */
public sealed interface LogEvent {
  /** Where it stands. */
  LogLine line();

  /** A phase begins. */
  record PhaseBegan(LogLine line, BuildPhase phase) implements LogEvent {}

  /** A phase ends; {@code seconds} is what TensorRT says it took. */
  record PhaseEnded(LogLine line, BuildPhase phase, OptionalDouble seconds) implements LogEvent {}

  /** A batch went through calibration. */
  record BatchCalibrated(LogLine line, int batch, double seconds) implements LogEvent {}

  /** The builder says that no calibrator is set. */
  record CalibratorAbsent(LogLine line) implements LogEvent {}

  /** Something was done with a calibration cache; {@code detail} is the header or the bad line. */
  record CacheUsed(LogLine line, Use use, String detail) implements LogEvent {
    /** What was done with it. */
    public enum Use {
      READ,
      WRITTEN,
      REJECTED,
      LINE_UNPARSABLE
    }
  }

  /**
   * A tensor gets the scale of another.
   *
   * @param overriding whether it had one before ({@code Overriding} rather than {@code Assigning})
   * @param complete false if the line breaks off after {@code [}, which is where a build without
   *     scales dies
   */
  record ScaleCopied(
      LogLine line, TensorName tensor, TensorName source, boolean overriding, boolean complete)
      implements LogEvent {}

  /** A scale that the build works with. */
  record ScaleInEffect(LogLine line, TensorName tensor, Scale scale) implements LogEvent {}

  /** {@code Missing scale and zero-point for tensor ...}, or an older version's wording. */
  record ScaleMissing(LogLine line, TensorName tensor) implements LogEvent {}

  /** {@code Rejecting some int8 implementation of layer ... due to missing int8 scales}. */
  record Int8Rejected(LogLine line, LayerName layer, TensorName tensor) implements LogEvent {}

  /** A layer does not run as it was asked to; a fused layer's name is kept whole. */
  record PrecisionFallback(LogLine line, LayerName layer, boolean isFinal) implements LogEvent {}

  /** A line that ends in an engine: the build came out. */
  record EngineBuilt(LogLine line) implements LogEvent {}

  /**
   * Something about the build that the log mentions in passing, for example a version or option.
   */
  record Fact(LogLine line, Topic topic, String value) implements LogEvent {
    /** What it is about. */
    public enum Topic {
      TENSORRT_VERSION,
      MODEL_FILE,
      OPSET,
      PRODUCER,
      COMMAND_LINE,
      PRECISION,
      CALIBRATION,
      LAYER_COUNT,
      PROGRAM
    }
  }

  /**
   * An error or a warning that none of the above covers.
   *
   * @param code the number after {@code Error Code} or before the first colon
   * @param sourceFile the file of TensorRT's source, for example {@code calibrator.cpp}
   * @param function the function in it
   * @param assertion the asserted condition, if it is an assertion
   * @param names layers, nodes, tensors or files that the message names, in order
   * @param followsFrom the line of the earlier error that this one only follows from
   */
  record Problem(
      LogLine line,
      OptionalInt code,
      Optional<String> sourceFile,
      Optional<String> function,
      Optional<String> assertion,
      List<String> names,
      Optional<Long> followsFrom)
      implements LogEvent {
    public Problem {
      names = List.copyOf(names);
    }

    public boolean isError() {
      return line.severity().isError();
    }
  }

  /**
   * A callback of the user's calibrator, as {@code scripts/calibrator_spy.py} saw it.
   *
   * @param callback in Python's spelling, for example {@code get_batch}
   * @param number how often it had been called before, in the whole process
   * @param result what it returned, or the exception
   * @param raised whether it raised an exception
   */
  record CalibratorCall(LogLine line, String callback, int number, String result, boolean raised)
      implements LogEvent {}

  /** Trouble told by something other than TensorRT: a traceback, a compiler, the program around. */
  record OutsideTrouble(LogLine line) implements LogEvent {}
}
