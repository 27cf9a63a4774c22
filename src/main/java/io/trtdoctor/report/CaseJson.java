package io.trtdoctor.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.model.Network;
import java.io.IOException;
import java.io.Writer;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** What went into a case as {@code case.json}: inputs, settings, versions and the command line. */
final class CaseJson {
  static final int SCHEMA_VERSION = 1;

  private final JsonGenerator json;

  private CaseJson(JsonGenerator json) {
    this.json = json;
  }

  static void write(CaseReport report, Writer out) throws IOException {
    try (JsonGenerator json = FindingsJson.generator(out)) {
      new CaseJson(json).report(report);
    }
    out.write('\n');
  }

  private void report(CaseReport report) throws IOException {
    Diagnosis diagnosis = report.diagnosis();
    json.writeStartObject();
    json.writeNumberField("schemaVersion", SCHEMA_VERSION);
    json.writeStringField(
        "createdAt", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(report.createdAt()));
    strings("command", report.command());
    versions(report.versions());
    inputs(diagnosis.inputs());
    if (diagnosis.network().isPresent()) {
      network(diagnosis.network().get());
    }
    if (report.ownBuild().isMade()) {
      build(report);
    }
    settings(SettingRows.of(diagnosis.settings()));
    strings("notUnderstood", diagnosis.settings().notUnderstood());
    json.writeEndObject();
  }

  private void versions(Versions versions) throws IOException {
    json.writeObjectFieldStart("versions");
    json.writeStringField("trtDoctor", versions.trtDoctor());
    json.writeStringField("java", versions.java());
    json.writeStringField("system", versions.system());
    json.writeEndObject();
  }

  private void inputs(List<Diagnosis.InputFile> inputs) throws IOException {
    json.writeArrayFieldStart("inputs");
    for (Diagnosis.InputFile input : inputs) {
      json.writeStartObject();
      json.writeStringField("role", input.role());
      json.writeStringField("name", input.name());
      json.writeNumberField("bytes", input.bytes());
      json.writeStringField("sha256", input.sha256());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void network(Network network) throws IOException {
    json.writeObjectFieldStart("network");
    json.writeStringField("name", network.name());
    json.writeStringField("producer", network.producer());
    json.writeNumberField("irVersion", network.irVersion());
    json.writeNumberField("layers", network.layers().size());
    json.writeNumberField("tensors", network.tensors().size());
    json.writeNumberField("weightBytes", network.weightBytes());
    json.writeEndObject();
  }

  private void build(CaseReport report) throws IOException {
    OwnBuild build = report.ownBuild();
    json.writeObjectFieldStart("build");
    json.writeStringField("chosen", report.texts().render(build.chosen()));
    json.writeStringField("recipeHash", build.recipeHash());
    json.writeFieldName("recipe");
    json.writeRawValue(build.recipe());
    json.writeObjectFieldStart("machine");
    for (Map.Entry<String, String> fact : build.machine().entrySet()) {
      json.writeStringField(fact.getKey(), fact.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void settings(List<SettingRows.Row> rows) throws IOException {
    json.writeArrayFieldStart("settings");
    for (SettingRows.Row row : rows) {
      json.writeStartObject();
      json.writeStringField("option", row.option());
      json.writeStringField("value", row.value());
      if (row.origin().isEmpty()) {
        json.writeNullField("origin");
      } else {
        json.writeStringField("origin", row.origin());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void strings(String field, List<String> values) throws IOException {
    json.writeArrayFieldStart(field);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
