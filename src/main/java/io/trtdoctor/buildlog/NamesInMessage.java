package io.trtdoctor.buildlog;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the layers, nodes, tensors and files that an error or warning names.
 *
 * <p>TensorRT quotes names rarely, and names hold spaces, brackets and dots; so a name is what
 * stands between the words of a known wording, its own brackets balanced.
 */
final class NamesInMessage {
  private static final int MOST_NAMES = 16;

  /** What stands before a name, and what ends it. */
  private static final String[][] BEFORE_AND_AFTER = {
    {"implementation for node ", " due to "},
    {"No supported formats for ", ", please check"},
    {"Unable to load library: ", ": "},
    {"implementation of layer ", " due to "},
    {"for layer ", ", "},
    {"of layer ", " obeys"},
    {"for tensor ", ", "},
    {"for node ", ", "},
    {"for input ", ", "},
    {"for output ", ", "},
    {"input tensor ", ", "},
    {"network input ", " "},
    {"dynamic input ", " "},
    {"Tensor ", " is uniformly zero"},
    {"Layer ", " failed validation"},
    {"In node ", " "},
  };

  /** What stands after a name that begins the message. */
  private static final String[] AFTER_THE_FIRST = {
    ": cannot use precision",
    ": shape tensor output",
    ": DLA cores do not support",
    ": DLA ",
    ": only ",
    ": at least ",
    ": kernel weights",
    ": kernel dimensions",
    ": dynamic input is missing dimensions in profile",
    ": input ",
    ": output ",
    ": could not find ",
    ": weights ",
    ": ITensor",
  };

  private NamesInMessage() {}

  static List<String> of(String message) {
    List<String> names = new ArrayList<>(2);
    first(ProblemParser.withoutCode(message), names);
    int taken = 0;
    for (String[] wording : BEFORE_AND_AFTER) {
      int from = message.indexOf(wording[0], taken);
      if (from >= 0 && (from == 0 || !Character.isLetter(message.charAt(from - 1)))) {
        taken = Math.max(taken, named(message, from, wording[0], wording[1], names));
      }
    }
    quoted(message, names);
    return names;
  }

  private static void first(String text, List<String> names) {
    if (text.startsWith("[") || text.startsWith("IBuilder")) {
      int inner = text.indexOf(" (");
      if (inner > 0 && text.contains("Error Code")) {
        first(text.substring(inner + 2), names);
      }
      return;
    }
    for (String after : AFTER_THE_FIRST) {
      int end = text.indexOf(after);
      if (end > 0 && !text.startsWith("Error")) {
        add(text.substring(0, end), names);
        return;
      }
    }
  }

  /** Adds the name that follows {@code before}; returns where it ends. */
  private static int named(
      String message, int at, String before, String after, List<String> names) {
    int from = at + before.length();
    int end = balancedEnd(message, from);
    int stop = endAtDepthZero(message, from, end, after);
    boolean needsStop = before.startsWith("Tensor ") || before.startsWith("Layer ");
    if ((stop < 0 && needsStop) || message.startsWith("that ", from)) {
      return 0;
    }
    int last = stop < 0 ? end : stop;
    add(message.substring(from, last), names);
    return last;
  }

  /** Where {@code after} stands outside of the name's own brackets, or -1. */
  private static int endAtDepthZero(String message, int from, int end, String after) {
    int depth = 0;
    for (int i = from; i < end; i++) {
      char c = message.charAt(i);
      if (c == '(' || c == '[' || c == '{') {
        depth++;
      } else if (c == ')' || c == ']' || c == '}') {
        depth--;
      } else if (depth == 0 && message.startsWith(after, i)) {
        return i;
      }
    }
    return -1;
  }

  /** Where a name ends at the latest: the line, a bracket that it did not open, or a full stop. */
  private static int balancedEnd(String message, int from) {
    int depth = 0;
    for (int i = from; i < message.length(); i++) {
      char c = message.charAt(i);
      if (c == '\n') {
        return i;
      }
      if (c == '(' || c == '[' || c == '{') {
        depth++;
      } else if (c == ')' || c == ']' || c == '}') {
        if (depth-- == 0) {
          return i;
        }
      } else if (c == '.' && depth == 0 && isSentenceEnd(message, i)) {
        return i;
      }
    }
    return message.length();
  }

  private static boolean isSentenceEnd(String message, int dot) {
    return dot + 1 == message.length()
        || message.charAt(dot + 1) == ' '
        || message.charAt(dot + 1) == ')';
  }

  /** {@code Layer 'x' (CONSTANT): Unsupported on DLA}, {@code node [Resize -> "y"]}. */
  private static void quoted(String message, List<String> names) {
    int at = 0;
    while (names.size() < MOST_NAMES) {
      int from = nextQuote(message, at);
      if (from < 0) {
        return;
      }
      int end = message.indexOf(message.charAt(from), from + 1);
      if (end < 0) {
        return;
      }
      String name = message.substring(from + 1, end);
      if (name.indexOf('\n') < 0) {
        add(name, names);
      }
      at = end + 1;
    }
  }

  private static int nextQuote(String message, int from) {
    for (int i = from; i < message.length(); i++) {
      char c = message.charAt(i);
      boolean opens =
          i == 0
              || (" ([:=".indexOf(message.charAt(i - 1)) >= 0 && !message.startsWith("&& ", i - 3));
      if ((c == '\'' || c == '"') && opens) {
        return i;
      }
    }
    return -1;
  }

  private static void add(String name, List<String> names) {
    String stripped = name.strip();
    if (!stripped.isEmpty() && names.size() < MOST_NAMES && !names.contains(stripped)) {
      names.add(stripped);
    }
  }
}
