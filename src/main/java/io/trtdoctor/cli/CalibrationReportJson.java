package io.trtdoctor.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.trtdoctor.calibration.CacheDiff.Change;
import io.trtdoctor.calibrator.ScaleCurve;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.OutputDifference;
import io.trtdoctor.text.Texts;
import java.io.IOException;
import java.util.Map;

/** What a calibration on a GPU came to, as JSON. */
final class CalibrationReportJson {
  private final CalibrationReport report;
  private final Texts texts;

  CalibrationReportJson(CalibrationReport report, Texts texts) {
    this.report = report;
    this.texts = texts;
  }

  /**
   * All of it.
   *
   * @param model as it was named
   * @param line of TensorRT
   */
  String of(String model, String line) {
    return JsonText.object(
        json -> {
          json.writeNumberField("schemaVersion", 1);
          json.writeStringField("model", model);
          json.writeStringField("tensorrt", line);
          json.writeBooleanField(
              "synthetic", report.data().calibration() instanceof Batches.Synthetic);
          json.writeNumberField("batches", report.data().calibration().count());
          json.writeNumberField("batchesCalibrated", report.times().batches());
          json.writeBooleanField("cache", report.made().cache().isPresent());
          JsonText.list(
              json, "phases", report.made().phases().entrySet(), phase -> phase(json, phase));
          json.writeObjectFieldStart("seconds");
          for (var part : report.times().seconds().entrySet()) {
            json.writeNumberField(part.getKey().tag(), part.getValue());
          }
          json.writeEndObject();
          heldBack(json);
          scales(json);
          JsonText.list(json, "curve", report.curve(), point -> point(json, point));
          JsonText.list(
              json, "advice", report.advice(), message -> json.writeString(texts.render(message)));
        });
  }

  private void heldBack(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("heldBack");
    json.writeNumberField("samples", report.data().samples().count());
    json.writeBooleanField("synthetic", report.data().samples() instanceof Batches.Synthetic);
    json.writeEndObject();
  }

  private void phase(JsonGenerator json, Map.Entry<String, Outcome> phase) throws IOException {
    json.writeStartObject();
    json.writeStringField("phase", phase.getKey());
    json.writeBooleanField("built", phase.getValue() instanceof Outcome.Built);
    json.writeStringField("outcome", texts.render(CalibrationReport.how(phase.getValue())));
    for (var part : phase.getValue().observations().phaseSeconds().entrySet()) {
      json.writeNumberField(part.getKey() + "Seconds", part.getValue());
    }
    if (report.made().difference(phase.getValue()).orElse(null)
        instanceof OutputDifference.Measured by) {
      Decimals.write(json, "relativeL2", by.relativeL2());
      Decimals.write(json, "cosine", by.cosine());
      Decimals.write(json, "maxAbsolute", by.maxAbsolute());
      if (by.topOneAgreement().isPresent()) {
        json.writeNumberField("topOneAgreement", by.topOneAgreement().getAsDouble());
      }
    }
    json.writeEndObject();
  }

  private void scales(JsonGenerator json) throws IOException {
    if (report.comparison().isPresent()) {
      json.writeNumberField("scalesCompared", report.comparison().get().compared());
      JsonText.list(
          json, "scalesApart", report.comparison().get().apart(), change -> change(json, change));
    }
  }

  private static void change(JsonGenerator json, Change change) throws IOException {
    json.writeStartObject();
    json.writeStringField("tensor", change.tensor().value());
    Decimals.write(json, "cpu", change.first().value());
    Decimals.write(json, "tensorrt", change.second().value());
    json.writeEndObject();
  }

  private static void point(JsonGenerator json, ScaleCurve.Point point) throws IOException {
    json.writeStartObject();
    json.writeNumberField("samples", point.samples());
    json.writeNumberField("moved", point.moved());
    json.writeNumberField("tensors", point.tensors());
    json.writeEndObject();
  }
}
