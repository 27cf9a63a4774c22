package io.trtdoctor.fallback;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Values as source code of Python and C++, in ASCII whatever they hold. */
final class Literals {
  private static final String PLAIN_IN_CPP = " /_.:-+*()[]#,;=<>";

  private Literals() {}

  /** A string of Python. */
  static String python(String text) {
    return "\""
        + text.codePoints().mapToObj(Literals::pythonCharacter).collect(Collectors.joining())
        + "\"";
  }

  private static String pythonCharacter(int c) {
    if (c == '"' || c == '\\') {
      return "\\" + (char) c;
    } else if (c >= ' ' && c < 0x7F) {
      return Character.toString(c);
    }
    return c <= 0xFFFF ? String.format("\\u%04x", c) : String.format("\\U%08x", c);
  }

  /** A string of C++: its UTF-8 bytes, all but harmless ones in three octal digits. */
  static String cpp(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = b > 0 && (Character.isLetterOrDigit(b) || PLAIN_IN_CPP.indexOf(b) >= 0);
      out.append(plain ? Character.toString(b) : String.format("\\%03o", b & 0xFF));
    }
    return out.append('"').toString();
  }

  /** The elements of a list, parted by commas, with one before and after each line's end. */
  static <T> String lines(List<T> elements, Function<T, String> literal) {
    return elements.stream()
        .map(element -> "    " + literal.apply(element) + ",\n")
        .collect(Collectors.joining("", elements.isEmpty() ? "" : "\n", ""));
  }

  static <T> String inLine(List<T> elements, Function<T, String> literal) {
    return elements.stream().map(literal).collect(Collectors.joining(", "));
  }

  /** The number, or the word for none. */
  static String orNone(OptionalLong number, String none) {
    return number.isPresent() ? String.valueOf(number.getAsLong()) : none;
  }

  static String orNone(OptionalInt number, String none) {
    return number.isPresent() ? String.valueOf(number.getAsInt()) : none;
  }
}
