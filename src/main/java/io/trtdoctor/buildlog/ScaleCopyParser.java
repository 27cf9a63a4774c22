package io.trtdoctor.buildlog;

import io.trtdoctor.buildlog.LogEvent.ScaleCopied;
import io.trtdoctor.model.TensorName;
import java.util.Optional;

/**
 * Reads how a tensor gets the scale of another; needs two messages for some wordings.
 *
 * <p>After calibration 8.6 and 10.6 say {@code Assigning tensor scales: A using B
 * [Quantization(...)]}, or {@code Overriding tensor scales: A [Quantization(...)] using B
 * [Quantization(...)]}; a build without scales dies after the last {@code [}. The optimizer says
 * {@code Assigning A scale and zero-point} or {@code Overriding A scale and zero-point
 * Quantization(...)}, and in the next message {@code using B scale and zero-point
 * Quantization(...)}.
 */
final class ScaleCopyParser {
  private static final String QUANTIZATION = " [Quantization(";
  private static final String POINT = " scale and zero-point";
  private static final String OPEN_END = " [";

  private Optional<LogLine> begun = Optional.empty();

  /** The event that the message is or completes. */
  Optional<LogEvent> parse(LogLine line) {
    String message = line.message();
    if (message.startsWith("Assigning ") || message.startsWith("Overriding ")) {
      int scales = message.indexOf(" tensor scales: ");
      if (scales > 0 && scales <= "Overriding".length()) {
        return inOneMessage(line, message.substring(scales + " tensor scales: ".length()));
      }
      begun = message.contains(POINT) ? Optional.of(line) : Optional.empty();
      return Optional.empty();
    }
    if (begun.isPresent() && message.startsWith("using ")) {
      LogLine first = begun.get();
      begun = Optional.empty();
      return inTwoMessages(first, message);
    }
    return Optional.empty();
  }

  private static Optional<LogEvent> inOneMessage(LogLine line, String text) {
    int using = text.indexOf(" using ");
    if (using < 0) {
      return Optional.empty();
    }
    String source = text.substring(using + " using ".length()).stripTrailing();
    boolean complete = source.endsWith("]");
    return Optional.of(
        new ScaleCopied(
            line,
            TensorName.of(withoutScale(text.substring(0, using))),
            TensorName.of(withoutScale(source)),
            isOverriding(line),
            complete && source.contains(QUANTIZATION)));
  }

  private static Optional<LogEvent> inTwoMessages(LogLine first, String message) {
    String text = first.message();
    int end = text.lastIndexOf(POINT);
    int from = text.indexOf(' ') + 1;
    int sourceEnd = message.lastIndexOf(POINT);
    int source = "using ".length();
    if (end < from || sourceEnd < source) {
      return Optional.empty();
    }
    return Optional.of(
        new ScaleCopied(
            first,
            TensorName.of(text.substring(from, end)),
            TensorName.of(message.substring(source, sourceEnd)),
            isOverriding(first),
            true));
  }

  private static boolean isOverriding(LogLine line) {
    return line.message().startsWith("Overriding");
  }

  private static String withoutScale(String text) {
    int scale = text.lastIndexOf(QUANTIZATION);
    if (scale >= 0) {
      return text.substring(0, scale);
    }
    return text.endsWith(OPEN_END) ? text.substring(0, text.length() - OPEN_END.length()) : text;
  }
}
