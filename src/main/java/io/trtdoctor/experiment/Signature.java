package io.trtdoctor.experiment;

import java.util.regex.Pattern;

/**
 * What an error message says, without what differs from build to build: names of layers and
 * tensors, numbers, and where TensorRT wraps it.
 *
 * @param text the rest
 */
record Signature(String text) {
  /**
   * The wordings around what is really said: {@code 2: [optimizer.cpp::f::3154] Error Code 2:
   * Internal Error (...)}, and TensorRT 10's {@code IBuilder::buildSerializedNetwork: }.
   */
  private static final Pattern WRAPPING =
      Pattern.compile(
          "^\\s*(?:\\d+: )?(?:I[A-Z]\\w+::\\w+: )?(?:\\[[^\\]]*\\] ?)?(?:Error Code \\d+: )?"
              + "(?:(?:API Usage|Internal|Cuda Runtime|Myelin) ?(?:Error)? ?\\()?");

  /** What follows a node's or layer's mention, up to what is said of it. */
  private static final Pattern AFTER_NODE =
      Pattern.compile("(?<=\\bfor node |\\bformats for ).*?(?=\\.? due to |$)");

  /** A word that is a path as exporters name nodes, one in braces, or one of TensorRT's own. */
  private static final Pattern NAME =
      Pattern.compile("\\{[^}]*\\}|\\(Unnamed Layer\\* \\d+\\) \\[\\w+\\]|\\S*/\\S+");

  private static final Pattern NUMBER = Pattern.compile("\\b(?:0x[0-9a-f]+|\\d[\\d.]*)\\b");

  static Signature of(String error) {
    String said = WRAPPING.matcher(error.strip()).replaceFirst("");
    said = firstSentence(said);
    said = AFTER_NODE.matcher(said).replaceFirst("*");
    said = NAME.matcher(said).replaceAll("*");
    said = NUMBER.matcher(said).replaceAll("#");
    return new Signature(said.replaceAll("[\\s)]+$", "").replaceAll("\\s+", " "));
  }

  /** The text as an extended regular expression, to be found anywhere in a message. */
  String pattern() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '*' -> out.append(".*");
        case '#' -> out.append("[0-9a-fx.]+");
        case ' ' -> out.append(" +");
        case '.', '[', ']', '{', '}', '(', ')', '+', '?', '^', '$', '|', '\\' ->
            out.append('\\').append(c);
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  /** The first line; more lines are the compiler's or the stack's. */
  private static String firstSentence(String said) {
    int end = said.indexOf('\n');
    return end < 0 ? said : said.substring(0, end);
  }
}
