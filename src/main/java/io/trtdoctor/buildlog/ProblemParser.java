package io.trtdoctor.buildlog;

import io.trtdoctor.buildlog.LogEvent.Problem;
import java.util.Optional;
import java.util.OptionalInt;

/** Takes an error or a warning apart into code, place in TensorRT's source, assertion and names. */
final class ProblemParser {
  private static final String ERROR_CODE = "Error Code ";
  private static final int MOST_CODE = 99;

  private ProblemParser() {}

  /** The problem that the message tells; what it follows from is not known here. */
  static Problem parse(LogLine line) {
    String message = line.message();
    Place place = place(message);
    return new Problem(
        line,
        code(message),
        place.file,
        place.function,
        assertion(message),
        NamesInMessage.of(message),
        Optional.empty());
  }

  private record Place(Optional<String> file, Optional<String> function) {
    static final Place UNKNOWN = new Place(Optional.empty(), Optional.empty());
  }

  /**
   * {@code Error Code 10: ...}, {@code 10: ...} (8.x), {@code Error[10]: ...} (trtexec's recorder).
   */
  private static OptionalInt code(String message) {
    int at = message.indexOf(ERROR_CODE);
    int code = at < 0 ? -1 : Wording.digits(message, at + ERROR_CODE.length());
    if (code < 0 && message.startsWith("Error[")) {
      code = Wording.digits(message, "Error[".length());
    }
    if (code < 0) {
      int end = Wording.afterDigits(message, 0);
      code = end > 0 && message.startsWith(": ", end) ? Wording.digits(message, 0) : -1;
    }
    return code < 0 || code > MOST_CODE ? OptionalInt.empty() : OptionalInt.of(code);
  }

  private static Place place(String message) {
    String text = withoutCode(message);
    if (text.startsWith("[")) {
      Place found = inBrackets(text);
      if (found.file.isPresent()) {
        return found;
      }
    }
    int end = 0;
    while (end < text.length() && " :(".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    if (isSource(text.substring(0, end))) {
      return new Place(Optional.of(baseName(text.substring(0, end))), functionNamed(text));
    }
    return checked(message).orElseGet(() -> atTheEnd(message, text));
  }

  /** {@code Parameter check failed at: runtime/api/engine.cpp::~Engine::298, condition: ...}. */
  private static Optional<Place> checked(String message) {
    return Wording.between(message, "failed at: ", ",")
        .map(text -> parts(text.strip()))
        .filter(place -> place.file.isPresent());
  }

  /**
   * {@code IBuilder::build...: Error Code 6: ... (... In Impl at /_src/x/libLoader.cpp:304)}
   * (10.x).
   */
  private static Place atTheEnd(String message, String text) {
    Optional<String> file = Optional.empty();
    int at = message.lastIndexOf(" at ");
    if (at >= 0) {
      int from = at + " at ".length();
      int end = message.indexOf(':', from);
      if (end > 0 && isSource(message.substring(from, end))) {
        file = Optional.of(baseName(message.substring(from, end)));
      }
    }
    int colons = text.indexOf("::");
    int colon = text.indexOf(": ");
    boolean isCall = colons > 0 && colon > colons && text.indexOf(' ') > colon;
    return new Place(
        file, isCall ? Optional.of(text.substring(colons + 2, colon)) : Optional.empty());
  }

  /** {@code [optimizer.cpp::computeCosts::3869]}. */
  private static Place inBrackets(String text) {
    int end = text.indexOf(']');
    return end < 0 ? Place.UNKNOWN : parts(text.substring(1, end));
  }

  private static Place parts(String text) {
    int first = text.indexOf("::");
    String file = first < 0 ? text : text.substring(0, first);
    if (!isSource(file)) {
      return Place.UNKNOWN;
    }
    int last = text.lastIndexOf("::");
    return new Place(
        Optional.of(baseName(file)),
        first < 0 || last <= first
            ? Optional.empty()
            : Optional.of(text.substring(first + 2, last)));
  }

  /** {@code In function importResize:} (parser), {@code Cuda Error in allocate: 2} (6.x, 7.x). */
  private static Optional<String> functionNamed(String text) {
    Optional<String> found = Wording.between(text, "In function ", ":");
    if (found.isEmpty()) {
      found = Wording.between(text, "Error in ", ":");
    }
    return found.map(String::strip).filter(name -> !name.isEmpty() && name.indexOf(' ') < 0);
  }

  private static boolean isSource(String name) {
    return name.endsWith(".cpp")
        || name.endsWith(".cu")
        || name.endsWith(".h")
        || name.endsWith(".hpp")
        || name.endsWith(".cc");
  }

  private static String baseName(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  /** The message without {@code Error[2]: } and {@code 2: } before it. */
  static String withoutCode(String message) {
    String text = message;
    if (text.startsWith("Error[")) {
      int end = text.indexOf("]: ");
      text = end < 0 ? text : text.substring(end + 3);
    }
    int end = Wording.afterDigits(text, 0);
    return end > 0 && text.startsWith(": ", end) ? text.substring(end + 2) : text;
  }

  /**
   * {@code Assertion x failed.} (TensorRT), {@code Assertion failed: x} (its parser), {@code
   * condition: x} (parameter checks).
   */
  private static Optional<String> assertion(String message) {
    Optional<String> found = Wording.after(message, "Assertion failed: ");
    if (found.isEmpty()) {
      int from = message.indexOf("Assertion ");
      int to = from < 0 ? -1 : message.indexOf(" failed", from);
      found =
          to < from + "Assertion ".length()
              ? Optional.empty()
              : Optional.of(message.substring(from + "Assertion ".length(), to));
    }
    if (found.isEmpty()) {
      found = Wording.between(message, "condition: ", ". ");
    }
    return found.map(String::strip).filter(text -> !text.isEmpty());
  }
}
