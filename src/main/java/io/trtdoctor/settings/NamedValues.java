package io.trtdoctor.settings;

import io.trtdoctor.error.UsageException;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists such as {@code conv1:int8,'a,b':fp16}, as trtexec reads them: the name ends at the last
 * colon, single quotes may stand around a name and are no part of it (NVIDIA/TensorRT,
 * samples/common/sampleOptions.cpp, splitNameAndValue and removeSingleQuotationMarks).
 */
final class NamedValues {
  private static final char QUOTE = '\'';

  /** A name with the text after its colon. */
  record Pair(String name, String value) {}

  private NamedValues() {}

  /** The pairs of a list parted by commas; beyond trtexec, a comma within quotes parts nothing. */
  static List<Pair> parse(GivenOption option) {
    return split(option.value()).stream().map(pair -> pair(pair, option)).toList();
  }

  static Pair pair(String text, GivenOption option) {
    int colon = text.lastIndexOf(':');
    String name = colon < 0 ? "" : unquoted(text.substring(0, colon)).strip();
    String value = text.substring(colon + 1).strip();
    if (name.isEmpty() || value.isEmpty()) {
      throw new UsageException(Message.of("settings.malformed-pair", option.name(), text));
    }
    return new Pair(name, value);
  }

  private static String unquoted(String text) {
    return isBalanced(text) ? text.replace("'", "") : text;
  }

  /** An odd quote is an apostrophe in a name. */
  private static boolean isBalanced(String text) {
    return text.chars().filter(c -> c == QUOTE).count() % 2 == 0;
  }

  private static List<String> split(String list) {
    boolean quotes = isBalanced(list);
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < list.length(); i++) {
      char c = list.charAt(i);
      quoted ^= quotes && c == QUOTE;
      if (c == ',' && !quoted) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts.stream().filter(p -> !p.isBlank()).toList();
  }
}
