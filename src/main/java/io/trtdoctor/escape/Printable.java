package io.trtdoctor.escape;

/**
 * Text from models and logs made fit to print: what would not show, or would make other text show
 * wrongly, becomes a visible sign.
 */
public final class Printable {
  private static final int CONTROL_PICTURES = 0x2400;
  private static final int DELETE_PICTURE = 0x2421;

  private Printable() {}

  /** The text with control characters, text-direction controls and lone surrogates made visible. */
  public static String of(String text) {
    if (text.codePoints().noneMatch(Printable::isUnfit)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              if (isUnfit(c)) {
                out.append(sign(c));
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }

  /** The same on one line. */
  public static String line(String text) {
    return of(text.replace("\r\n", " ").replace('\n', ' ').replace('\t', ' '));
  }

  /** The text cut to a number of characters, with a sign where it was cut. */
  public static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, safeEnd(text, most - 1)) + "…";
  }

  /** A name cut out of its middle, so that both of its ends can be read. */
  public static String shortened(String name, int most) {
    if (name.length() <= most) {
      return name;
    }
    int tail = most * 3 / 5;
    int from = name.length() - tail;
    if (Character.isLowSurrogate(name.charAt(from))) {
      from++;
    }
    return name.substring(0, safeEnd(name, most - tail - 1)) + "…" + name.substring(from);
  }

  private static int safeEnd(String text, int end) {
    return end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
  }

  private static boolean isUnfit(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c != '\n' && c != '\t';
      case Character.FORMAT -> isDirectionControl(c) || c == 0xFEFF || c == 0x200B;
      case Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> c == 0xFFFE || c == 0xFFFF;
    };
  }

  private static boolean isDirectionControl(int c) {
    return c == 0x061C
        || c == 0x200E
        || c == 0x200F
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069);
  }

  private static String sign(int c) {
    if (c < ' ') {
      return Character.toString(CONTROL_PICTURES + c);
    }
    return c == 0x7F ? Character.toString(DELETE_PICTURE) : String.format("<U+%04X>", c);
  }
}
