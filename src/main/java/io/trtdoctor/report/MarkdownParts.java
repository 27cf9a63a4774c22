package io.trtdoctor.report;

import io.trtdoctor.escape.Printable;
import io.trtdoctor.report.ReportView.EvidenceView;
import io.trtdoctor.report.ReportView.LineView;
import io.trtdoctor.text.Texts;
import java.util.List;
import java.util.function.BiConsumer;

/** What appears more than once in a report in Markdown; of very much, the first. */
record MarkdownParts(Texts texts) {
  static final int LONGEST_LINE = 400;
  static final int MOST_ROWS = 40;
  static final int MOST_BLOCKS = 6;
  private static final int LONGEST_TEXT = 1_500;
  private static final int MOST_LINES = 40;

  /** A row of a table, filled cell by cell. */
  record Row(Markdown md) {
    void text(String cell) {
      md.raw(" ").text(Printable.shortened(cell, LONGEST_LINE)).raw(" |");
    }

    void code(String cell) {
      md.raw(" ").cell(Printable.shortened(cell, LONGEST_LINE)).raw(" |");
    }
  }

  /** Lines of one file. */
  void lines(Markdown md, EvidenceView evidence) {
    md.code(Printable.cut(evidence.file(), LONGEST_LINE));
    md.raw(evidence.place().isEmpty() ? "" : " · ").text(evidence.place()).gap().gap();
    StringBuilder block = new StringBuilder();
    evidence.lines().stream().limit(MOST_LINES).forEach(line -> line(block, line));
    md.block("text", block.toString());
  }

  private static void line(StringBuilder block, LineView line) {
    block
        .append(line.mark().equals("hit") ? "> " : "  ")
        .append(line.number().isEmpty() ? "" : line.number() + "  ")
        .append(Printable.cut(line.text(), LONGEST_LINE))
        .append('\n');
  }

  /** A heading with items, or nothing if there are none. */
  void list(Markdown md, String heading, List<String> items) {
    if (!items.isEmpty()) {
      md.line(heading).gap();
      items.stream().limit(MOST_ROWS).forEach(i -> md.raw("- ").text(cut(i)).gap());
      md.gap();
    }
  }

  /** Lines of files, folded away under a heading, or nothing if there are none. */
  void folded(Markdown md, String heading, List<EvidenceView> evidence) {
    if (!evidence.isEmpty()) {
      md.fold(heading);
      evidence.stream().limit(MOST_BLOCKS).forEach(e -> lines(md, e));
      md.unfold();
    }
  }

  /** A table, folded away under a heading, or nothing if it has no rows. */
  <T> void table(
      Markdown md, String heading, List<String> columns, List<T> items, BiConsumer<Row, T> cells) {
    if (!items.isEmpty()) {
      md.fold(heading);
      rows(md, columns, items, cells);
      md.unfold();
    }
  }

  /** The same open, without a heading. */
  <T> void rows(Markdown md, List<String> columns, List<T> items, BiConsumer<Row, T> cells) {
    md.line("| " + String.join(" | ", columns) + " |");
    md.line("|" + " --- |".repeat(columns.size()));
    for (T item : items.subList(0, Math.min(items.size(), MOST_ROWS))) {
      md.raw("|");
      cells.accept(new Row(md), item);
      md.gap();
    }
    if (items.size() > MOST_ROWS) {
      md.gap().text(texts.text("report.more-rows", items.size() - MOST_ROWS)).gap();
    }
    md.gap();
  }

  /** Text of bearable length. */
  static String cut(String text) {
    return Printable.cut(text, LONGEST_TEXT);
  }
}
