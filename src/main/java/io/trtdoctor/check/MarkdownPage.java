package io.trtdoctor.check;

import java.util.List;

/** Markdown, block by block, with one empty line between blocks. */
final class MarkdownPage {
  private final StringBuilder text = new StringBuilder();

  void heading(int level, String title) {
    block("#".repeat(level) + " " + title);
  }

  void paragraph(String words) {
    block(words);
  }

  void code(String language, String code) {
    block("```" + language + "\n" + code + "\n```");
  }

  void list(List<String> entries) {
    block(String.join("\n", entries.stream().map(entry -> "- " + entry).toList()));
  }

  String text() {
    return text.toString();
  }

  private void block(String block) {
    if (!text.isEmpty()) {
      text.append('\n');
    }
    text.append(block).append('\n');
  }
}
