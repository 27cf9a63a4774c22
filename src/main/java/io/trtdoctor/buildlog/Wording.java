package io.trtdoctor.buildlog;

import java.util.Optional;
import java.util.OptionalDouble;

/** Cuts the parts that matter out of a message. */
final class Wording {
  private Wording() {}

  /** What stands between the two, or between the first and the end if the second is missing. */
  static Optional<String> between(String text, String before, String after) {
    int from = text.indexOf(before);
    if (from < 0) {
      return Optional.empty();
    }
    from += before.length();
    int to = text.indexOf(after, from);
    return Optional.of(to < 0 ? text.substring(from) : text.substring(from, to));
  }

  /** What follows the first {@code before}. */
  static Optional<String> after(String text, String before) {
    int from = text.indexOf(before);
    return from < 0 ? Optional.empty() : Optional.of(text.substring(from + before.length()));
  }

  /** The number in {@code ... in 3.779 seconds} or {@code ...: 0.02 seconds}. */
  static OptionalDouble seconds(String text) {
    int end = text.lastIndexOf(" sec");
    if (end < 0) {
      return OptionalDouble.empty();
    }
    return number(text.substring(text.lastIndexOf(' ', end - 1) + 1, end));
  }

  /** A number as C++ prints it, infinity and what is no number included. */
  static OptionalDouble floating(String text) {
    return switch (text) {
      case "inf" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
      case "-inf" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
      case "nan", "-nan" -> OptionalDouble.of(Double.NaN);
      default -> number(text);
    };
  }

  static OptionalDouble number(String text) {
    try {
      return OptionalDouble.of(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** The value of the digits that begin there, or -1; at most nine digits count. */
  static int digits(String text, int from) {
    int value = -1;
    for (int i = from; i < text.length() && i < from + 9; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        break;
      }
      value = Math.max(value, 0) * 10 + (c - '0');
    }
    return value;
  }

  /** The place after the digits that begin there. */
  static int afterDigits(String text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      i++;
    }
    return i;
  }
}
