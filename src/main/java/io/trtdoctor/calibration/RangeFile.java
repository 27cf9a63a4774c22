package io.trtdoctor.calibration;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.escape.CsvRows;
import io.trtdoctor.escape.CsvTable;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.text.FileFault;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Dynamic ranges as JSON or CSV; {@code docs/caches.md} describes both.
 *
 * <p>Numbers are written as the shortest decimals that give the same double, NaN and the infinities
 * as {@code NaN}, {@code Infinity} and {@code -Infinity} (in JSON as text).
 */
public final class RangeFile {
  private static final String TENSOR = "tensor";
  private static final String MIN = "min";
  private static final String MAX = "max";
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final String name;
  private final List<TensorRange> ranges = new ArrayList<>();
  private final Set<TensorName> tensors = new HashSet<>();

  private RangeFile(String name) {
    this.name = name;
  }

  /**
   * The ranges in a file, JSON if its first character that is no blank is a brace, else CSV.
   *
   * @throws BadInputException if the file is missing, unreadable or damaged
   */
  public static RangeTable read(Path path) {
    try {
      byte[] content = Files.readAllBytes(path);
      FileKind.of(content)
          .ifPresent(
              kind -> {
                throw refused("calibration.ranges.other-kind", path, kind.text());
              });
      return parse(text(content), path.toString());
    } catch (IOException e) {
      throw new BadInputException(
          Message.of("calibration.ranges.unreadable", path, FileFault.of(e)), e);
    }
  }

  private static String text(byte[] content) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static BadInputException refused(String key, Object... args) {
    return new BadInputException(Message.of(key, args));
  }

  static RangeTable parse(String text, String name) {
    if (text.isBlank()) {
      throw refused("calibration.ranges.empty", name);
    } else if (text.startsWith("TRT-")) {
      throw refused("calibration.ranges.is-cache", name);
    }
    RangeFile file = new RangeFile(name);
    String header = text.stripLeading().startsWith("{") ? file.json(text) : file.csv(text);
    return new RangeTable(header, file.ranges);
  }

  public static String json(RangeTable table) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeNumberField("schemaVersion", 1);
      json.writeStringField("header", table.header());
      json.writeArrayFieldStart("ranges");
      for (TensorRange range : table.ranges()) {
        json.writeStartObject();
        json.writeStringField(TENSOR, range.tensor().value());
        json.writeNumberField(MIN, range.min());
        json.writeNumberField(MAX, range.max());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot be written", e);
    }
    return out.append('\n').toString();
  }

  public static String csv(RangeTable table) {
    StringWriter out = new StringWriter();
    try {
      CsvTable csv = new CsvTable(out, TENSOR, MIN, MAX);
      for (TensorRange range : table.ranges()) {
        csv.row(range.tensor().value(), range.min(), range.max());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot be written", e);
    }
    return out.toString();
  }

  private String json(String text) {
    JsonNode root = tree(text);
    if (root.has("ranges") && root.get("ranges").isArray()) {
      root.get("ranges")
          .forEach(
              range -> add(range.path(TENSOR), range.path(MIN), range.path(MAX), ranges.size()));
    } else {
      for (Map.Entry<String, JsonNode> field : root.properties()) {
        plain(field.getKey(), field.getValue());
      }
    }
    return root.path("header").isTextual() ? root.get("header").textValue() : "";
  }

  private JsonNode tree(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new BadInputException(
          Message.of("calibration.ranges.no-json", name, line, complaint(e)), e);
    }
  }

  /** Without the remark in brackets on where the part that is not closed began. */
  private static String complaint(JsonProcessingException e) {
    return String.valueOf(e.getOriginalMessage()).replaceAll("(?s)\\s*\\(start marker .*", "");
  }

  /**
   * An object with a number for each tensor, as scripts around TensorRT have it, or two in a list.
   */
  private void plain(String tensor, JsonNode range) {
    if (range.isArray() && range.size() == 2) {
      add(tensor, number(range.get(0), tensor), number(range.get(1), tensor));
    } else {
      double limit = number(range, tensor);
      add(tensor, -limit, limit);
    }
  }

  private void add(JsonNode tensor, JsonNode min, JsonNode max, int index) {
    if (!tensor.isTextual()) {
      throw new BadInputException(Message.of("calibration.ranges.no-tensor", name, index + 1));
    }
    String text = tensor.textValue();
    add(text, number(min, text), number(max, text));
  }

  private double number(JsonNode node, String tensor) {
    return node.isNumber() ? node.doubleValue() : number(node.asText(), tensor);
  }

  private double number(String text, String tensor) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new BadInputException(
          Message.of("calibration.ranges.no-number", name, tensor, text), e);
    }
  }

  private String csv(String text) {
    CsvRows table = rows(text);
    List<String> columns =
        table.columns().stream().map(c -> c.strip().toLowerCase(Locale.ROOT)).toList();
    if (!columns.containsAll(List.of(TENSOR, MIN, MAX))) {
      throw new BadInputException(
          Message.of("calibration.ranges.columns", name, String.join(", ", table.columns())));
    }
    for (CsvRows.Row row : table.rows()) {
      if (row.cells().size() != columns.size()) {
        throw new BadInputException(
            Message.of("calibration.ranges.cells", name, row.line(), columns.size()));
      }
      String tensor = row.cells().get(columns.indexOf(TENSOR));
      add(
          tensor,
          number(row.cells().get(columns.indexOf(MIN)), tensor),
          number(row.cells().get(columns.indexOf(MAX)), tensor));
    }
    return "";
  }

  private CsvRows rows(String text) {
    try {
      return CsvRows.of(text);
    } catch (IOException e) {
      throw new BadInputException(
          Message.of("calibration.ranges.no-csv", name, String.valueOf(e.getMessage())), e);
    }
  }

  private void add(String tensor, double min, double max) {
    if (tensor.isEmpty() || tensor.contains("\n") || tensor.contains("\r")) {
      throw new BadInputException(Message.of("calibration.ranges.bad-name", name, tensor));
    }
    if (!tensors.add(TensorName.of(tensor))) {
      throw new BadInputException(Message.of("calibration.ranges.twice", name, tensor));
    }
    if (min > max && -min != max) { // that of a negative scale is turned and symmetric
      throw refused("calibration.ranges.turned", name, tensor, min, max);
    }
    ranges.add(new TensorRange(TensorName.of(tensor), min, max));
  }
}
