package io.trtdoctor.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in aligned columns; the last column is as long as it likes. */
final class Table {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /** Adds a row; every row has as many cells as the first. */
  Table row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  /** The rows as lines, in order, indented by so many spaces. */
  List<String> lines(int indent) {
    int[] widths = widths();
    return rows.stream().map(row -> line(row, widths, indent)).toList();
  }

  private int[] widths() {
    int[] widths = new int[rows.isEmpty() ? 0 : rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    return widths;
  }

  private static String line(List<String> row, int[] widths, int indent) {
    StringBuilder line = new StringBuilder(" ".repeat(indent));
    for (int i = 0; i < widths.length; i++) {
      line.append(i == 0 ? "" : GAP).append(row.get(i));
      line.append(" ".repeat(i == widths.length - 1 ? 0 : widths[i] - width(row.get(i))));
    }
    return line.toString().stripTrailing();
  }

  /** How many columns of a terminal the text takes; Chinese characters take two. */
  private static int width(String text) {
    return text.codePoints().map(c -> Character.isIdeographic(c) || isWide(c) ? 2 : 1).sum();
  }

  private static boolean isWide(int c) {
    return (c >= 0x3000 && c <= 0x303f) || (c >= 0xff00 && c <= 0xff60);
  }
}
