package io.trtdoctor.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.trtdoctor.model.CalibrationCache.Entry;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.PrecisionConstraint;
import io.trtdoctor.model.ScaleTrace;
import io.trtdoctor.model.ScaleTrace.LayerStep;
import io.trtdoctor.model.ScaleTrace.Step;
import io.trtdoctor.model.ScaleTrace.TensorStep;
import java.io.IOException;

/** The way of a scale through the network as JSON. */
final class TraceJson {
  private TraceJson() {}

  static String of(ScaleTrace trace) {
    return JsonText.object(
        json -> {
          json.writeNumberField("schemaVersion", 1);
          json.writeStringField("tensor", trace.tensor().value());
          JsonText.list(json, "steps", trace.steps(), step -> step(json, step));
        });
  }

  private static void step(JsonGenerator json, Step step) throws IOException {
    json.writeStartObject();
    if (step instanceof TensorStep tensor) {
      tensor(json, tensor);
    } else if (step instanceof LayerStep layer) {
      layer(json, layer);
    }
    json.writeEndObject();
  }

  private static void tensor(JsonGenerator json, TensorStep step) throws IOException {
    json.writeStringField("kind", "tensor");
    json.writeStringField("name", step.name().value());
    json.writeBooleanField("shouldHaveScale", step.shouldHaveScale());
    if (step.inCache().isPresent()) {
      Entry entry = step.inCache().orElseThrow();
      Decimals.write(json, "scale", entry.scale().value());
      json.writeNumberField("cacheLine", entry.line());
    }
  }

  private static void layer(JsonGenerator json, LayerStep step) throws IOException {
    json.writeStringField("kind", "layer");
    json.writeStringField("name", step.layer().name().value());
    json.writeStringField("operator", step.layer().operator());
    json.writeBooleanField("copiesScale", step.copiesScale());
    if (step.constraint().isPresent()) {
      PrecisionConstraint constraint = step.constraint().orElseThrow();
      json.writeStringField("precision", constraint.precision().map(DataType::tag).orElse(null));
      json.writeStringField("rule", constraint.source());
    }
  }
}
