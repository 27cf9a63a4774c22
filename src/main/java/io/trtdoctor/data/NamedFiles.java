package io.trtdoctor.data;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.escape.CsvRows;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.probe.Batches.Format;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files that are named for each input: in trtexec's form, or in a table with a row a sample. */
final class NamedFiles {
  private static final Pattern LOADED = Pattern.compile("'?([^',]+?)'?:([^,]+)");

  private final List<NetworkInput> inputs;
  private final PortionReader reader;
  private final Map<NetworkInput, List<Portion>> found = new LinkedHashMap<>();

  NamedFiles(List<NetworkInput> inputs, PortionReader reader) {
    this.inputs = inputs;
    this.reader = reader;
    inputs.forEach(input -> found.put(input, new ArrayList<>()));
  }

  /**
   * Whether these are words as {@code trtexec --loadInputs} takes them, {@code INPUT:FILE,...}: the
   * first names an input, or a file that there is.
   */
  static boolean isLoadInputs(String option, List<NetworkInput> inputs) {
    Matcher first = LOADED.matcher(option);
    return first.lookingAt()
        && (isInput(first.group(1), inputs) || Files.exists(Path.of(first.group(2))));
  }

  private static boolean isInput(String name, List<NetworkInput> inputs) {
    return inputs.stream().anyMatch(input -> input.name().value().equals(name));
  }

  Map<NetworkInput, List<Portion>> loadInputs(String option) {
    Map<String, String> files = new LinkedHashMap<>();
    for (String word : option.split(",", -1)) {
      Matcher named = LOADED.matcher(word);
      if (!named.matches()) {
        throw new UsageException(Message.of("data.unknown", option));
      }
      if (!isInput(named.group(1), inputs)) {
        List<TensorName> there = inputs.stream().map(NetworkInput::name).toList();
        throw new UsageException(Message.of("data.no-such-input", option, named.group(1), there));
      }
      files.put(named.group(1), named.group(2));
    }
    for (NetworkInput input : inputs) {
      String file =
          Optional.ofNullable(files.get(input.name().value()))
              .orElseThrow(
                  () ->
                      new UsageException(
                          Message.of("data.input-not-named", option, input.name().value())));
      found.get(input).add(portion(path(file, option), Format.RAW, input));
    }
    return found;
  }

  /** A table whose columns are the inputs; paths are relative to its folder. */
  Map<NetworkInput, List<Portion>> manifest(Path table) {
    try {
      CsvRows rows = CsvRows.of(Files.readString(table));
      for (CsvRows.Row row : rows.rows()) {
        inputs.forEach(
            input -> add(table, row, rows.columns().indexOf(input.name().value()), input));
      }
      return found;
    } catch (IOException e) {
      throw SampleSearch.unreadable(table, e);
    }
  }

  private void add(Path table, CsvRows.Row row, int column, NetworkInput input) {
    String place = table + ":" + row.line();
    String cell = column < 0 || column >= row.cells().size() ? "" : row.cells().get(column).strip();
    if (cell.isEmpty()) {
      throw new BadInputException(Message.of("data.input-not-named", place, input.name().value()));
    }
    Path file = table.toAbsolutePath().resolveSibling(path(cell, place));
    Format format =
        SampleSearch.format(file)
            .filter(known -> known != Format.POLYGRAPHY)
            .orElseThrow(() -> new BadInputException(Message.of("data.cell-unknown", place, cell)));
    found.get(input).add(portion(file, format, input));
  }

  /** A file whose name says nothing is read as {@code otherwise}. */
  private Portion portion(Path file, Format otherwise, NetworkInput input) {
    try {
      return reader.read(file, SampleSearch.format(file).orElse(otherwise), input);
    } catch (IOException e) {
      throw SampleSearch.unreadable(file, e);
    }
  }

  private static Path path(String name, String place) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new BadInputException(Message.of("data.cell-unknown", place, name), e);
    }
  }
}
