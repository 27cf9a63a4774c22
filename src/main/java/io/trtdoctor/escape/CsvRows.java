package io.trtdoctor.escape;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV table taken apart, as {@link CsvTable} or anything else wrote it.
 *
 * @param columns the header row
 * @param rows the others
 */
public record CsvRows(List<String> columns, List<Row> rows) {
  /**
   * A row with the number of the line it ends in, from 1. Of text that a spreadsheet would take for
   * a formula the apostrophe before it is taken off.
   */
  public record Row(long line, List<String> cells) {
    public Row {
      cells = List.copyOf(cells);
    }
  }

  public CsvRows {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /**
   * The table that a text is; empty lines do not count.
   *
   * @throws IOException if it is no CSV; the message tells the line
   */
  public static CsvRows of(String text) throws IOException {
    List<Row> rows = new ArrayList<>();
    try (CSVParser parser = CSVFormat.DEFAULT.parse(new StringReader(text))) {
      for (CSVRecord record : parser) {
        List<String> cells = record.stream().map(CsvTable::armed).toList();
        rows.add(new Row(parser.getCurrentLineNumber(), cells));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return rows.isEmpty()
        ? new CsvRows(List.of(), List.of())
        : new CsvRows(rows.get(0).cells(), rows.subList(1, rows.size()));
  }
}
