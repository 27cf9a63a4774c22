package io.trtdoctor.buildlog;

/** An error, warning or traceback that further lines may still belong to. */
final class OpenMessage {
  private static final int MOST_LINES = 400;
  private static final int MOST_CHARACTERS = 32_000;

  /** What the message is, which decides what belongs to it. */
  enum Kind {
    PROBLEM,
    OUTSIDE,
    TRACEBACK
  }

  private final LogLine first;
  private final Kind kind;
  private final StringBuilder text;
  private long lastLine;
  private int lines = 1;
  private boolean exceptionSeen;

  OpenMessage(LogLine first, Kind kind) {
    this.first = first;
    this.kind = kind;
    this.text = new StringBuilder(first.message());
    this.lastLine = first.number();
  }

  Kind kind() {
    return kind;
  }

  /** The whole message as one. */
  LogLine line() {
    return lines == 1
        ? first
        : new LogLine(
            first.number(), first.severity(), first.raw(), text.toString().stripTrailing());
  }

  /** Takes the line in if it belongs here; it has no logger's prefix and follows directly. */
  boolean takes(LogLine line, String unstripped) {
    if (line.number() != lastLine + 1
        || lines >= MOST_LINES
        || text.length() + unstripped.length() > MOST_CHARACTERS
        || !belongs(unstripped)) {
      return false;
    }
    text.append('\n').append(unstripped);
    lastLine = line.number();
    lines++;
    return true;
  }

  private boolean belongs(String line) {
    return switch (kind) {
      case TRACEBACK -> belongsToTraceback(line);
      case OUTSIDE -> isIndented(line) && !line.isBlank();
      case PROBLEM ->
          !line.isBlank() && !OutsideText.beginsTraceback(line) && belongsToProblem(line);
    };
  }

  /** A traceback is indented up to the exception, whose message may have lines of its own. */
  private boolean belongsToTraceback(String line) {
    if (line.isBlank() || isIndented(line)) {
      return true;
    }
    if (line.startsWith("During handling of the above") || line.startsWith("The above exception")) {
      return true;
    }
    if (OutsideText.beginsTraceback(line)) {
      exceptionSeen = false;
      return true;
    }
    if (!exceptionSeen && OutsideText.isExceptionLine(line)) {
      exceptionSeen = true;
      return true;
    }
    return line.startsWith("Invoked with:");
  }

  /** A message goes on while a bracket is open or its last line announces more. */
  private boolean belongsToProblem(String line) {
    return isIndented(line) || isOpen() || line.startsWith("[") || isProtobufText(line);
  }

  private boolean isOpen() {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    }
    if (depth > 0) {
      return true;
    }
    char last = text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
    return last == ':' || last == ',' || last == '(' || last == '[' || last == '{';
  }

  /** A node that the ONNX parser prints: {@code op_type: "Resize"}. */
  private boolean isProtobufText(String line) {
    return text.indexOf("ModelImporter.cpp") >= 0
        && (line.contains(": \"") || line.endsWith("{") || line.equals("}"));
  }

  private static boolean isIndented(String line) {
    return !line.isEmpty() && (line.charAt(0) == ' ' || line.charAt(0) == '\t');
  }
}
