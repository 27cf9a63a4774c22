package io.trtdoctor.probe;

import java.util.regex.Pattern;

/** When a probe has answered its question; it is then stopped. */
public sealed interface Until {
  /** When the build is over. */
  record Finished() implements Until {}

  /** When a message of the log contains a match of the regular expression. */
  record Symptom(String regex) implements Until {
    public Symptom {
      Pattern.compile(regex);
    }
  }

  /** When the phase is over without an error. */
  record PhaseOver(Phase phase) implements Until {}

  /** A phase whose end the log shows, in order. */
  enum Phase {
    /** The ONNX file is parsed. */
    PARSING,
    /** Every scale is known: the calibrator wrote its cache, or the cache was read. */
    CALIBRATION;

    private static final String SCALES_KNOWN = "INT8 Inference Tensor scales and zero-points";

    /** Whether the message shows that this phase is over; no message does for parsing. */
    public boolean isOverAt(String message) {
      return this == CALIBRATION && message.startsWith(SCALES_KNOWN);
    }
  }

  static Until finished() {
    return new Finished();
  }

  static Until symptom(String regex) {
    return new Symptom(regex);
  }

  static Until phaseOver(Phase phase) {
    return new PhaseOver(phase);
  }
}
