package io.trtdoctor.stored;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Columns of a case's table. */
final class CsvColumns {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

  private CsvColumns() {}

  /**
   * One column by another; rows without a value are left out, as is all of a file that is not there
   * or has no such columns.
   *
   * @throws BadInputException if the file cannot be read
   */
  static Map<String, String> of(Path file, String key, String value) {
    Map<String, String> column = new LinkedHashMap<>();
    if (!Files.isRegularFile(file)) {
      return column;
    }
    try (Reader in = Files.newBufferedReader(file);
        CSVParser rows = FORMAT.parse(in)) {
      if (rows.getHeaderMap().containsKey(key) && rows.getHeaderMap().containsKey(value)) {
        for (CSVRecord row : rows) {
          put(column, row, key, value);
        }
      }
    } catch (IOException | java.io.UncheckedIOException | IllegalArgumentException e) {
      throw new BadInputException(
          Message.of("stored.no-table", file, String.valueOf(e.getMessage())), e);
    }
    return column;
  }

  private static void put(Map<String, String> column, CSVRecord row, String key, String value) {
    if (row.isConsistent() && !row.get(value).isEmpty()) {
      column.put(row.get(key), row.get(value));
    }
  }
}
