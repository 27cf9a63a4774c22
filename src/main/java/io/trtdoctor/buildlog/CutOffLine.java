package io.trtdoctor.buildlog;

/** Tells whether the last line of a log, which has no line break, is only the first part of one. */
final class CutOffLine {
  /** Known messages that end in known words. */
  private static final String[][] BEGIN_AND_END = {
    {"Missing scale and zero-point for tensor ", " tensor"},
    {"Missing dynamic range for tensor ", " tensor"},
    {"No implementation of layer ", "."},
    {"No valid obedient candidate choices for node ", "."},
    {"Calibrated batch ", " seconds."},
    {"Post Processing Calibration data in ", " seconds."},
    {"Calibration completed in ", " seconds."},
    {"Configuring builder for Int8 Mode completed in ", " seconds."},
    {"Graph optimization time: ", " seconds."},
    {"Formats and tactics selection completed in ", " seconds."},
    {"Engine generation completed in ", " seconds."},
    {"Starting Calibration", "."},
    {"Calibration table does not match ", "."},
    {"Could not find any implementation for node ", "."},
    {"Unexpected exception _Map_base::at", "at"},
    {"INT8 Inference Tensor scales and zero-points: ", "})"},
    {"Registering tensor: ", ""},
    {"Parsing node: ", "]"},
    {"Searching for input: ", ""},
    {"Tactic: ", ""},
  };

  private CutOffLine() {}

  static boolean isBroken(LogLine line, boolean told) {
    String message = line.message();
    if (!told) {
      return line.severity() == LogSeverity.NONE && isBrokenPrefix(line.raw());
    }
    String text = ProblemParser.withoutCode(message);
    return text.isEmpty() || isOpen(text) || isBrokenWording(text);
  }

  /** {@code 19.8399}, {@code [03/14/2025-09:2}, {@code [03/14/2025-09:26:53] [TR}. */
  private static boolean isBrokenPrefix(String raw) {
    if (raw.startsWith("[")) {
      return raw.indexOf(']') < 0 || raw.lastIndexOf('[') > raw.lastIndexOf(']');
    }
    int digits = Wording.afterDigits(raw, 0);
    if (digits == 0 || digits == raw.length() || raw.charAt(digits) != '.') {
      return digits > 0 && digits == raw.length();
    }
    int end = Wording.afterDigits(raw, digits + 1);
    return end == raw.length() || raw.startsWith(" k", end) || raw.substring(end).equals(" ");
  }

  private static boolean isBrokenWording(String text) {
    for (String[] wording : BEGIN_AND_END) {
      if (text.startsWith(wording[0])) {
        return !text.endsWith(wording[1]);
      }
      if (wording[0].startsWith(text)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOpen(String text) {
    int round = 0;
    int square = 0;
    int curly = 0;
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '(' -> round++;
        case ')' -> round--;
        case '[' -> square++;
        case ']' -> square--;
        case '{' -> curly++;
        case '}' -> curly--;
        default -> {}
      }
    }
    return round > 0 || square > 0 || curly > 0;
  }

  /** Whether a line without any prefix is an error as TensorRT words it. */
  static boolean isBareError(String message) {
    int code = message.indexOf("Error Code ");
    if (code >= 0 && Wording.digits(message, code + "Error Code ".length()) >= 0) {
      return true;
    }
    int end = Wording.afterDigits(message, 0);
    return end > 0
        && end <= 2
        && message.startsWith(": ", end)
        && (message.startsWith("Unexpected exception", end + 2)
            || message.startsWith("Could not find any implementation", end + 2)
            || message.startsWith("[", end + 2));
  }
}
