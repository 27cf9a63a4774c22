package io.trtdoctor.buildlog;

import io.trtdoctor.buildlog.LogEvent.BatchCalibrated;
import io.trtdoctor.buildlog.LogEvent.CacheUsed;
import io.trtdoctor.buildlog.LogEvent.CalibratorAbsent;
import io.trtdoctor.buildlog.LogEvent.Int8Rejected;
import io.trtdoctor.buildlog.LogEvent.PrecisionFallback;
import io.trtdoctor.buildlog.LogEvent.ScaleInEffect;
import io.trtdoctor.buildlog.LogEvent.ScaleMissing;
import io.trtdoctor.model.LayerName;
import io.trtdoctor.model.Scale;
import io.trtdoctor.model.TensorName;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reads one message about calibration, scales or precisions that says all it says by itself.
 *
 * <p>The wordings are those of the recordings (8.6.1, 10.6.0, 10.15.1) and, where noted, of older
 * versions as public reports show them.
 */
final class MessageParser {
  private static final String EXPECT = ", expect";

  private MessageParser() {}

  /** The event that the message is, empty if it is none of these. */
  static Optional<LogEvent> parse(LogLine line) {
    String message = line.message();
    if (message.isEmpty()) {
      return Optional.empty();
    }
    return switch (message.charAt(0)) {
      case 'C' -> calibration(line, message);
      case 'I' -> scaleInEffect(line, message);
      case 'M' -> scaleMissing(line, message);
      case 'N' -> fallback(line, message);
      case 'R' -> rejection(line, message);
      case 'W' -> cache(line, message, "Writing Calibration Cache for calibrator: ");
      default -> Optional.empty();
    };
  }

  private static Optional<LogEvent> calibration(LogLine line, String message) {
    if (message.startsWith("Calibrated batch ")) {
      return batch(line, message);
    }
    if (message.startsWith("Calibrator is not being used")) {
      return Optional.of(new CalibratorAbsent(line));
    }
    if (message.startsWith("Calibration table does not match")) {
      return Optional.of(new CacheUsed(line, CacheUsed.Use.REJECTED, message));
    }
    if (message.startsWith("Could not parse the following line from the calibration cache")) {
      String bad = Wording.after(message, "cache: ").orElse("");
      return Optional.of(new CacheUsed(line, CacheUsed.Use.LINE_UNPARSABLE, unquoted(bad)));
    }
    return Optional.empty();
  }

  private static Optional<LogEvent> batch(LogLine line, String message) {
    int number = Wording.digits(message, "Calibrated batch ".length());
    OptionalDouble seconds = Wording.seconds(message);
    return number < 0 || seconds.isEmpty()
        ? Optional.empty()
        : Optional.of(new BatchCalibrated(line, number, seconds.getAsDouble()));
  }

  private static Optional<LogEvent> cache(LogLine line, String message, String start) {
    if (!message.startsWith(start)) {
      return Optional.empty();
    }
    CacheUsed.Use use = start.charAt(0) == 'W' ? CacheUsed.Use.WRITTEN : CacheUsed.Use.READ;
    return Optional.of(new CacheUsed(line, use, message.substring(start.length()).strip()));
  }

  /**
   * {@code INT8 Inference Tensor scales and zero-points: T scale and zero-point Quantization(scale:
   * {0.03,}, zero-point: {0,})} (8.5 to 10.x), {@code INT8 Inference Tensor scales: T scale: 0.03}
   * (before).
   */
  private static Optional<LogEvent> scaleInEffect(LogLine line, String message) {
    int colon = message.indexOf(": ");
    if (colon < 0 || !message.startsWith("INT8 Inference Tensor scales")) {
      return Optional.empty();
    }
    int name = colon + 2;
    int end = message.indexOf(" scale and zero-point Quantization(scale: {", name);
    String value = "";
    if (end >= name) {
      int from = message.indexOf('{', end) + 1;
      int to = from;
      while (to < message.length() && ",}".indexOf(message.charAt(to)) < 0) {
        to++;
      }
      value = message.substring(from, to);
    } else {
      end = message.lastIndexOf(" scale: ");
      if (end >= name) {
        value = message.substring(end + " scale: ".length()).strip();
      }
    }
    OptionalDouble scale = Wording.floating(value);
    return end < name || scale.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ScaleInEffect(
                line,
                TensorName.of(message.substring(name, end)),
                Scale.of((float) scale.getAsDouble())));
  }

  /**
   * {@code Missing scale and zero-point for tensor T, expect fall back ...} (8.x, 10.x), {@code
   * Missing dynamic range for tensor T, expect fall back ...} (7.x).
   */
  private static Optional<LogEvent> scaleMissing(LogLine line, String message) {
    int name = message.indexOf(" for tensor ");
    if (name < 0
        || !(message.startsWith("Missing scale") || message.startsWith("Missing dynamic range"))) {
      return Optional.empty();
    }
    name += " for tensor ".length();
    int end = message.indexOf(EXPECT, name);
    String tensor = end < name ? message.substring(name) : message.substring(name, end);
    return Optional.of(new ScaleMissing(line, TensorName.of(tensor.strip())));
  }

  /**
   * {@code No implementation of layer L obeys the requested constraints} (7.x: {@code ... in strict
   * mode}), which is final, and {@code No valid obedient candidate choices for node L that meet the
   * preferred precision}, which is not.
   */
  private static Optional<LogEvent> fallback(LogLine line, String message) {
    if (message.startsWith("No implementation of layer ")) {
      return Wording.between(message, "of layer ", " obeys the requested")
          .map(layer -> new PrecisionFallback(line, new LayerName(layer), true));
    }
    if (message.startsWith("No valid obedient candidate choices for node ")) {
      return Wording.between(message, "for node ", " that meet the preferred")
          .map(layer -> new PrecisionFallback(line, new LayerName(layer), false));
    }
    return Optional.empty();
  }

  /**
   * {@code Rejecting some int8 implementation of layer L due to missing int8 scales for tensor T}.
   */
  private static Optional<LogEvent> rejection(LogLine line, String message) {
    if (!message.startsWith("Rejecting ")) {
      return cache(line, message, "Reading Calibration Cache for calibrator: ");
    }
    int layer = message.indexOf(" of layer ");
    int due = message.indexOf(" due to missing ");
    int tensor = message.indexOf(" for tensor ", Math.max(due, 0));
    if (layer < 0
        || due < layer + " of layer ".length()
        || tensor < 0
        || !message.contains("int8")) {
      return Optional.empty();
    }
    int end = message.lastIndexOf(" at ");
    int from = tensor + " for tensor ".length();
    return Optional.of(
        new Int8Rejected(
            line,
            new LayerName(message.substring(layer + " of layer ".length(), due)),
            TensorName.of(end < from ? message.substring(from) : message.substring(from, end))));
  }

  private static String unquoted(String text) {
    String stripped = text.strip();
    return stripped.length() > 1 && stripped.startsWith("\"") && stripped.endsWith("\"")
        ? stripped.substring(1, stripped.length() - 1)
        : stripped;
  }
}
