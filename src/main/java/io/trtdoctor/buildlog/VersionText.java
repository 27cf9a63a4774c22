package io.trtdoctor.buildlog;

import io.trtdoctor.model.TensorRtVersion;
import java.util.Optional;

/** Finds TensorRT's version where a log mentions it. */
final class VersionText {
  private static final int MOST_DIGITS = 4;
  private static final int LEAST_PACKED = 1000;

  private VersionText() {}

  /**
   * The version that a message tells, as it is spelled there.
   *
   * <p>Known places: {@code TensorRT version: 8.6.1} (trtexec), {@code [TensorRT v8601]} (trtexec's
   * first line), {@code Loaded Module: tensorrt | Version: 8.2.0.6} (Polygraphy), {@code
   * libnvinfer_builder_resource.so.8.6.1} (8.x and 10.x, verbose), {@code
   * TRT-8601-EntropyCalibration2} (a calibration cache's header), {@code with TensorRT 11.0.0.114}
   * (Ultralytics).
   */
  static Optional<String> in(String message) {
    Optional<String> found = dotted(message, "libnvinfer_builder_resource");
    if (found.isEmpty()) {
      found = packed(message, "[TensorRT v");
    }
    if (found.isEmpty()) {
      found = packed(message, "TRT-");
    }
    if (found.isEmpty() && message.startsWith("Loaded Module: tensorrt ")) {
      found = dotted(message, "Version:");
    }
    if (found.isEmpty()) {
      found = named(message);
    }
    return found;
  }

  /** The parts of {@code 8.2.0.6}; the fourth, the build's number, is left out. */
  static Optional<TensorRtVersion> parse(String version) {
    int[] parts = new int[3];
    int at = 0;
    for (int i = 0; i < parts.length && at < version.length(); i++) {
      int value = Wording.digits(version, at);
      if (value < 0) {
        break;
      }
      parts[i] = value;
      at = Wording.afterDigits(version, at) + 1;
    }
    return parts[0] == 0
        ? Optional.empty()
        : Optional.of(new TensorRtVersion(parts[0], parts[1], parts[2]));
  }

  /**
   * {@code TensorRT 11.0.0.114}, {@code TensorRT version: 8.6.1}, {@code TensorRT Version 8.6.1}.
   */
  private static Optional<String> named(String message) {
    int at = message.indexOf("TensorRT ");
    while (at >= 0) {
      int from = at + "TensorRT ".length();
      if (message.startsWith("version", from) || message.startsWith("Version", from)) {
        from += "version".length();
        while (from < message.length() && " :=".indexOf(message.charAt(from)) >= 0) {
          from++;
        }
      }
      if (from < message.length() && message.charAt(from) == 'v') {
        from++;
      }
      Optional<String> found = dottedAt(message, from);
      if (found.isPresent()) {
        return found;
      }
      at = message.indexOf("TensorRT ", from);
    }
    return Optional.empty();
  }

  private static Optional<String> dotted(String message, String before) {
    int at = message.indexOf(before);
    if (at < 0) {
      return Optional.empty();
    }
    for (int i = at + before.length(); i < message.length(); i++) {
      char previous = message.charAt(i - 1);
      if (previous == '.' || previous == ' ' || previous == ':') {
        Optional<String> found = dottedAt(message, i);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** The dotted number that begins there; one without a dot is none. */
  private static Optional<String> dottedAt(String message, int from) {
    int end = from;
    int dots = 0;
    while (end < message.length()) {
      int after = Wording.afterDigits(message, end);
      if (after == end || after - end > MOST_DIGITS) {
        break;
      }
      end = after;
      if (end + 1 >= message.length()
          || message.charAt(end) != '.'
          || Wording.digits(message, end + 1) < 0) {
        break;
      }
      dots++;
      end++;
    }
    return dots == 0 ? Optional.empty() : Optional.of(message.substring(from, end));
  }

  private static Optional<String> packed(String message, String before) {
    int at = message.indexOf(before);
    if (at < 0) {
      return Optional.empty();
    }
    int number = Wording.digits(message, at + before.length());
    return number < LEAST_PACKED
        ? Optional.empty()
        : Optional.of(TensorRtVersion.ofNumber(number).toString());
  }
}
