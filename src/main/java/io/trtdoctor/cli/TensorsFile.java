package io.trtdoctor.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.trtdoctor.calibration.WholeFile;
import io.trtdoctor.calibrator.TensorCalibration;
import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.escape.CsvTable;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A file with a calibration tensor by tensor: a table, or JSON with the histograms. */
final class TensorsFile {
  private final Path file;
  private final boolean isJson;

  private TensorsFile(Path file, boolean isJson) {
    this.file = file;
    this.isJson = isJson;
  }

  /**
   * The file that somebody named.
   *
   * @throws UsageException if it is called neither .csv nor .json, or can stand nowhere
   */
  static TensorsFile named(String name) {
    boolean isJson = name.endsWith(".json");
    if (!isJson && !name.endsWith(".csv")) {
      throw new UsageException(Message.of("cli.calibrate.no-table", name));
    }
    Path file = CaseFiles.path(name);
    FileOutput.requirePlace(file);
    return new TensorsFile(file, isJson);
  }

  /**
   * Writes it.
   *
   * @throws MachineLacksException if it cannot be written
   */
  void write(List<TensorCalibration> tensors) {
    WholeFile.write(file, text(tensors).getBytes(StandardCharsets.UTF_8));
  }

  private String text(List<TensorCalibration> tensors) {
    if (isJson) {
      return json(tensors);
    }
    StringWriter out = new StringWriter();
    try {
      table(tensors, out);
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot be written", e);
    }
    return out.toString();
  }

  private static void table(List<TensorCalibration> tensors, Writer out) throws IOException {
    CsvTable table =
        new CsvTable(
            out,
            "tensor",
            "scale",
            "threshold",
            "bins",
            "range",
            "largest",
            "margin",
            "values",
            "zeros",
            "not_finite",
            "clipped",
            "sqnr_db",
            "copied_from");
    for (TensorCalibration tensor : tensors) {
      table.row(
          tensor.tensor().value(),
          tensor.scale().value(),
          tensor.threshold().value(),
          tensor.threshold().bins(),
          tensor.histogram().range(),
          tensor.histogram().largest(),
          tensor.histogram().margin(),
          tensor.histogram().values(),
          tensor.histogram().zeros(),
          tensor.histogram().notFinite(),
          tensor.loss().clipped(),
          tensor.loss().decibels(),
          tensor.copiedFrom().map(Object::toString).orElse(""));
    }
  }

  private static String json(List<TensorCalibration> tensors) {
    return JsonText.object(
            json -> {
              json.writeNumberField("schemaVersion", 1);
              JsonText.list(json, "tensors", tensors, tensor -> whole(json, tensor));
            })
        + "\n";
  }

  private static void whole(JsonGenerator json, TensorCalibration tensor) throws IOException {
    json.writeStartObject();
    members(json, tensor);
    json.writeFieldName("histogram");
    long[] counts = tensor.histogram().counts();
    json.writeArray(counts, 0, counts.length);
    json.writeEndObject();
  }

  /** Everything but the histogram; a number that JSON does not have is null. */
  static void members(JsonGenerator json, TensorCalibration tensor) throws IOException {
    json.writeStringField("tensor", tensor.tensor().value());
    Decimals.write(json, "scale", tensor.scale().value());
    Decimals.write(json, "threshold", tensor.threshold().value());
    json.writeNumberField("bins", tensor.threshold().bins());
    Decimals.write(json, "range", tensor.histogram().range());
    Decimals.write(json, "largest", tensor.histogram().largest());
    Decimals.write(json, "margin", tensor.histogram().margin());
    json.writeNumberField("values", tensor.histogram().values());
    json.writeNumberField("zeros", tensor.histogram().zeros());
    json.writeNumberField("notFinite", tensor.histogram().notFinite());
    Decimals.write(json, "clipped", tensor.loss().clipped());
    Decimals.write(json, "sqnrDb", tensor.loss().decibels());
    json.writeStringField("copiedFrom", tensor.copiedFrom().map(Object::toString).orElse(null));
  }
}
