package io.trtdoctor.escape;

import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A table as CSV that a spreadsheet can open without running anything. */
public final class CsvTable {
  private static final String STARTS_A_FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  private final CSVPrinter printer;

  /** Begins a table with its header row; the writer stays open. */
  public CsvTable(Writer out, String... columns) throws IOException {
    this.printer =
        new CSVPrinter(
            out, CSVFormat.RFC4180.builder().setHeader(columns).setRecordSeparator("\n").get());
  }

  /** Adds a row; text that a spreadsheet would take for a formula gets an apostrophe before it. */
  public void row(Object... cells) throws IOException {
    printer.printRecord(Arrays.stream(cells).map(CsvTable::defused).toArray());
  }

  private static Object defused(Object cell) {
    return cell instanceof String text && isFormula(text) ? "'" + text : cell;
  }

  /** The text as it was before an apostrophe was put to it. */
  static String armed(String cell) {
    return cell.startsWith("'") && isFormula(cell.substring(1)) ? cell.substring(1) : cell;
  }

  /**
   * Apostrophes before it make no difference, so that {@link #armed} can take the right one off.
   */
  private static boolean isFormula(String text) {
    int start = 0;
    while (start < text.length() && text.charAt(start) == '\'') {
      start++;
    }
    return start < text.length() && STARTS_A_FORMULA.indexOf(text.charAt(start)) >= 0;
  }
}
