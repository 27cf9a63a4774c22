package io.trtdoctor.report;

import java.util.function.UnaryOperator;

/** GitHub's Markdown, safe for any text; all that is put in is masked first. */
final class Markdown {
  private static final String PUNCTUATION = "\\`*_{}[]<>#+-!|~&()=.:$";
  private static final String NO_LINK = "&#8203;";

  private final UnaryOperator<String> mask;
  private final StringBuilder out = new StringBuilder();

  Markdown(UnaryOperator<String> mask) {
    this.mask = mask;
  }

  /** Adds our own Markdown as it is. */
  Markdown raw(String markdown) {
    out.append(markdown);
    return this;
  }

  Markdown line(String markdown) {
    return raw(markdown).raw("\n");
  }

  /** Ends a paragraph. */
  Markdown gap() {
    return raw("\n");
  }

  /** Adds text on one line with everything escaped that Markdown or GitHub would act on. */
  Markdown text(String text) {
    String plain = mask.apply(text).replace('\n', ' ');
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (isActive(plain, i)) {
        out.append('\\');
      }
      out.append(c);
      if (c == '@' || c == '#') {
        out.append(NO_LINK);
      }
    }
    return this;
  }

  /** A hyphen, colon or full stop acts only in some places; elsewhere it stays readable. */
  private static boolean isActive(String text, int i) {
    char c = text.charAt(i);
    if (PUNCTUATION.indexOf(c) < 0) {
      return false;
    }
    return switch (c) {
      case '(', '=', '+', '-' -> i == 0;
      case ')' -> endsAListNumber(text, i);
      case '.' -> endsAListNumber(text, i) || text.regionMatches(true, i - 3, "www", 0, 3);
      case ':' -> text.startsWith("//", i + 1);
      default -> true;
    };
  }

  private static boolean endsAListNumber(String text, int i) {
    return i > 0
        && text.chars().limit(i).allMatch(Character::isDigit)
        && (i + 1 == text.length() || text.charAt(i + 1) == ' ');
  }

  /** Adds a name or value as inline code; {@code |} is kept from ending a table's cell. */
  Markdown code(String text) {
    String plain = mask.apply(text).replace('\n', ' ');
    if (plain.isBlank()) {
      return this;
    }
    String fence = "`".repeat(longestRun(plain, '`') + 1);
    String room = plain.startsWith("`") || plain.endsWith("`") ? " " : "";
    return raw(fence).raw(room).raw(plain).raw(room).raw(fence);
  }

  /** Adds inline code for a table's cell. */
  Markdown cell(String text) {
    int from = out.length();
    code(text);
    String cell = out.substring(from).replace("|", "\\|");
    out.setLength(from);
    return raw(cell);
  }

  /** Adds a block of code; the fence is longer than any inside. */
  Markdown block(String language, String text) {
    String plain = mask.apply(text);
    String fence = "`".repeat(Math.max(3, longestRun(plain, '`') + 1));
    return line(fence + language).line(plain.stripTrailing()).line(fence).gap();
  }

  /** Adds text for use inside an HTML tag such as {@code summary}. */
  Markdown html(String text) {
    String plain = mask.apply(text).replace('\n', ' ');
    return raw(
        plain
            .replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("@", "@" + NO_LINK)
            .replaceAll("#(?=\\d)", "#" + NO_LINK));
  }

  /** Begins a part that is folded away. */
  Markdown fold(String summary) {
    return raw("<details><summary>").html(summary).line("</summary>").gap();
  }

  Markdown unfold() {
    return line("</details>").gap();
  }

  private static int longestRun(String text, char sought) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == sought ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
