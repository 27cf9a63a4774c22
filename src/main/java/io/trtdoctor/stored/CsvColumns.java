package io.trtdoctor.stored;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.escape.CsvRows;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Columns of a case's table. */
final class CsvColumns {
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
    try {
      CsvRows table = CsvRows.of(Files.readString(file));
      int keys = table.columns().indexOf(key);
      int values = table.columns().indexOf(value);
      table.rows().stream()
          .map(CsvRows.Row::cells)
          .filter(cells -> has(cells, keys) && has(cells, values))
          .forEach(cells -> column.put(cells.get(keys), cells.get(values)));
    } catch (IOException e) {
      throw new BadInputException(
          Message.of("stored.no-table", file, String.valueOf(e.getMessage())), e);
    }
    return column;
  }

  private static boolean has(List<String> cells, int index) {
    return index >= 0 && index < cells.size() && !cells.get(index).isEmpty();
  }
}
