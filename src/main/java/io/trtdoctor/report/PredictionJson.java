package io.trtdoctor.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.trtdoctor.finding.CpuPrediction;
import io.trtdoctor.finding.CpuPrediction.PredictedTensor;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;

/** What was predicted on the CPU, as a part of {@code findings.json}. */
record PredictionJson(JsonGenerator json, JsonParts parts) {
  /** Writes the field; null if nothing was predicted. */
  void write(String field, Optional<CpuPrediction> prediction) throws IOException {
    if (prediction.isEmpty()) {
      json.writeNullField(field);
      return;
    }
    CpuPrediction known = prediction.get();
    json.writeObjectFieldStart(field);
    json.writeStringField("calibrator", known.calibrator());
    json.writeStringField("data", known.data());
    json.writeNumberField("samples", known.samples());
    json.writeNumberField("tensors", known.tensors());
    parts.optional("cache", known.cache().map(CpuPrediction.Cache::tag));
    json.writeNumberField("compared", known.compared());
    json.writeNumberField("differing", known.differing());
    json.writeArrayFieldStart("shown");
    for (PredictedTensor tensor : known.shown()) {
      tensor(tensor);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void tensor(PredictedTensor tensor) throws IOException {
    json.writeStartObject();
    json.writeStringField("tensor", tensor.tensor().value());
    parts.number("scale", tensor.scale().value());
    parts.number("threshold", tensor.threshold());
    parts.number("clipped", tensor.clipped());
    parts.number("sqnrDb", tensor.decibels());
    parts.number("cachedScale", number(tensor.cached().map(scale -> (double) scale.value())));
    parts.number("difference", number(tensor.difference()));
    parts.optional("copiedFrom", tensor.copiedFrom().map(name -> name.value()));
    parts.number("range", tensor.range());
    json.writeFieldName("histogram");
    json.writeRawValue(tensor.bars().toString());
    json.writeEndObject();
  }

  private static OptionalDouble number(Optional<Double> value) {
    return value.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
  }
}
