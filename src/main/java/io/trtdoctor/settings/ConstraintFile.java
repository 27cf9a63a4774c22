package io.trtdoctor.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.PrecisionConstraint;
import io.trtdoctor.model.PrecisionConstraint.Target;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads precision constraints from a CSV file with the columns {@code layer} or {@code type} (or
 * both, one of them empty in each line), {@code precision} and {@code output_types}.
 *
 * <p>{@code layer} is a layer's name, which may hold one star; {@code type} is a layer type of
 * TensorRT or an ONNX operator; {@code output_types} are parted by {@code +}. A line may leave
 * {@code precision} or {@code output_types} empty, not both.
 */
public final class ConstraintFile {
  private static final String LAYER = "layer";
  private static final String TYPE = "type";
  private static final String PRECISION = "precision";
  private static final String OUTPUT_TYPES = "output_types";
  private static final Set<String> COLUMNS = Set.of(LAYER, TYPE, PRECISION, OUTPUT_TYPES);
  private static final long LARGEST = 64L << 20;
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreHeaderCase(true)
          .setIgnoreSurroundingSpaces(true)
          .setIgnoreEmptyLines(true)
          .setAllowMissingColumnNames(false)
          .get();

  private final Path file;
  private final List<PrecisionConstraint> rules = new ArrayList<>();

  private ConstraintFile(Path file) {
    this.file = file;
  }

  /**
   * The constraints in a file, in its order; a type of TensorRT's gives one for each operator.
   *
   * @throws BadInputException if the file is missing, unreadable or damaged; the message names the
   *     file and the line
   */
  public static List<PrecisionConstraint> read(Path file) {
    ConstraintFile reader = new ConstraintFile(file);
    reader.parse(reader.text());
    return List.copyOf(reader.rules);
  }

  private String text() {
    if (Files.isDirectory(file)) {
      throw new BadInputException(Message.of("settings.csv-directory", file));
    }
    try {
      if (Files.size(file) > LARGEST) {
        throw new BadInputException(Message.of("settings.csv-too-large", file, LARGEST >> 20));
      }
      String text = Files.readString(file, UTF_8);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (NoSuchFileException e) {
      throw new BadInputException(Message.of("settings.csv-missing", file), e);
    } catch (AccessDeniedException e) {
      throw new BadInputException(Message.of("settings.csv-unreadable", file), e);
    } catch (CharacterCodingException e) {
      throw new BadInputException(Message.of("settings.csv-not-text", file), e);
    } catch (IOException e) {
      throw new BadInputException(
          Message.of("settings.csv-read-failed", file, String.valueOf(e.getMessage())), e);
    }
  }

  private void parse(String text) {
    long line = 1;
    try (CSVParser parser = CSVParser.parse(new StringReader(text), FORMAT)) {
      requireColumns(parser.getHeaderNames());
      for (CSVRecord record : parser) {
        line = parser.getCurrentLineNumber();
        take(record, line);
      }
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw new BadInputException(
          Message.of("settings.csv-malformed", file, line, String.valueOf(e.getMessage())), e);
    }
  }

  private void requireColumns(List<String> names) {
    List<String> columns = names.stream().map(n -> n.toLowerCase(Locale.ROOT)).toList();
    boolean known =
        COLUMNS.containsAll(columns) && columns.stream().distinct().count() == columns.size();
    boolean target = columns.contains(LAYER) || columns.contains(TYPE);
    boolean effect = columns.contains(PRECISION) || columns.contains(OUTPUT_TYPES);
    if (!known || !target || !effect) {
      throw new BadInputException(
          Message.of("settings.csv-columns", file, String.join(",", names)));
    }
  }

  private void take(CSVRecord record, long line) {
    if (!record.isConsistent()) {
      throw inLine(line, Message.of("settings.csv-fields", record.size()));
    }
    String layer = field(record, LAYER);
    String type = field(record, TYPE);
    if (layer.isEmpty() == type.isEmpty()) {
      throw inLine(line, Message.of("settings.csv-target"));
    }
    try {
      if (layer.isEmpty()) {
        LayerTypes.operators(type, new GivenOption(TYPE, type))
            .forEach(operator -> add(Target.OPERATOR_TYPE, operator, record, line));
      } else {
        add(Target.LAYER_NAME, layer, record, line);
      }
    } catch (UsageException e) {
      throw inLine(line, e.explanation());
    }
  }

  private void add(Target target, String pattern, CSVRecord record, long line) {
    String precision = field(record, PRECISION);
    String types = field(record, OUTPUT_TYPES);
    if (precision.isEmpty() && types.isEmpty()) {
      throw inLine(line, Message.of("settings.csv-effect"));
    }
    Optional<DataType> asked =
        precision.isEmpty()
            ? Optional.empty()
            : Optional.of(Precisions.parse(precision, GivenOption.flag(PRECISION)));
    List<DataType> outputs =
        types.isEmpty() ? List.of() : Precisions.parseList(types, GivenOption.flag(OUTPUT_TYPES));
    rules.add(new PrecisionConstraint(target, pattern, asked, outputs, file + ":" + line));
  }

  private static String field(CSVRecord record, String column) {
    return record.isMapped(column) ? record.get(column).strip() : "";
  }

  private BadInputException inLine(long line, Message what) {
    return new BadInputException(Message.of("settings.csv-line", file, line, what));
  }
}
