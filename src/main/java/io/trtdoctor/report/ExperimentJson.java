package io.trtdoctor.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.trtdoctor.finding.Exoneration;
import io.trtdoctor.finding.Experiment;
import io.trtdoctor.finding.FallbackBuild;
import io.trtdoctor.finding.FallbackBuild.Difference;
import io.trtdoctor.finding.FallbackBuild.Lift;
import io.trtdoctor.finding.IsolationSummary;
import io.trtdoctor.finding.ProbeSummary;
import io.trtdoctor.finding.Proof;
import io.trtdoctor.finding.Subject;
import io.trtdoctor.text.Texts;
import java.io.IOException;
import java.util.List;

/** What probes found out, as a part of {@code findings.json}. */
final class ExperimentJson {
  private final JsonGenerator json;
  private final JsonParts parts;

  ExperimentJson(JsonGenerator json, Texts texts) {
    this.json = json;
    this.parts = new JsonParts(json, texts);
  }

  /** Writes the field; null if no probe was run. */
  void write(String field, Experiment experiment) throws IOException {
    if (experiment.isEmpty()) {
      json.writeNullField(field);
      return;
    }
    json.writeObjectFieldStart(field);
    list("probes", experiment.probes(), this::probe);
    list("proofs", experiment.proofs(), this::proof);
    list("exonerated", experiment.exonerated(), this::exoneration);
    list("isolations", experiment.isolations(), this::isolation);
    list("fallbacks", experiment.fallbacks(), this::fallback);
    parts.messages("notes", experiment.notes());
    json.writeEndObject();
  }

  private interface Part<T> {
    void write(T item) throws IOException;
  }

  private <T> void list(String field, List<T> items, Part<T> part) throws IOException {
    json.writeArrayFieldStart(field);
    for (T item : items) {
      json.writeStartObject();
      part.write(item);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void probe(ProbeSummary probe) throws IOException {
    json.writeNumberField("number", probe.number());
    json.writeStringField("recipe", probe.recipe());
    parts.message("asked", probe.asked());
    parts.messages("settings", ExperimentSentences.settings(probe));
    json.writeStringField("answer", probe.answer().tag());
    parts.message("outcome", probe.outcome());
    parts.evidence("excerpt", probe.excerpt());
    parts.number("seconds", probe.seconds());
    json.writeBooleanField("recorded", probe.recorded());
  }

  private void proof(Proof proof) throws IOException {
    parts.optional("cause", proof.cause());
    parts.message("setting", proof.setting());
    parts.message("inFailing", proof.inFailing());
    parts.message("inPassing", proof.inPassing());
    json.writeNumberField("failing", proof.failing());
    json.writeNumberField("passing", proof.passing());
    json.writeNumberField("repeats", proof.repeats());
  }

  private void exoneration(Exoneration exoneration) throws IOException {
    parts.message("what", exoneration.what());
    json.writeNumberField("probe", exoneration.probe());
  }

  private void isolation(IsolationSummary isolation) throws IOException {
    json.writeStringField("over", isolation.over());
    json.writeNumberField("candidates", isolation.candidates());
    json.writeStringField("shape", isolation.shape());
    parts.message("found", ExperimentSentences.found(isolation));
    json.writeArrayFieldStart("culprits");
    for (List<Subject> set : isolation.culprits()) {
      json.writeStartArray();
      for (Subject subject : set) {
        parts.subject(subject);
      }
      json.writeEndArray();
    }
    json.writeEndArray();
    parts.subjects("unresolved", isolation.unresolved());
    json.writeFieldName("probes");
    json.writeArray(
        isolation.probes().stream().mapToInt(Integer::intValue).toArray(),
        0,
        isolation.probes().size());
    json.writeBooleanField("monotone", isolation.monotone());
    json.writeBooleanField("flaky", isolation.flaky());
    json.writeBooleanField("complete", isolation.complete());
    parts.number("confidence", isolation.confidence());
    parts.optional("next", isolation.next().map(parts.texts()::render));
  }

  private void fallback(FallbackBuild build) throws IOException {
    json.writeStringField("id", build.id());
    parts.message("title", build.title());
    json.writeBooleanField("comparison", FallbackBuild.isComparison(build.id()));
    json.writeBooleanField("verified", build.verified());
    json.writeNumberField("probe", build.probe());
    json.writeArrayFieldStart("lifted");
    for (Lift lift : build.lifted()) {
      json.writeStartObject();
      json.writeFieldName("layer");
      parts.subject(lift.layer());
      json.writeStringField("precision", lift.precision());
      json.writeEndObject();
    }
    json.writeEndArray();
    parts.count("int8Layers", build.int8Layers());
    parts.count("engineLayers", build.engineLayers());
    parts.number("milliseconds", build.milliseconds());
    if (build.difference().isPresent()) {
      difference(build.difference().get());
    } else {
      json.writeNullField("difference");
    }
    json.writeArrayFieldStart("files");
    for (String name : build.exports().keySet()) {
      json.writeString(FallbackComparison.folder(build) + "/" + name);
    }
    json.writeEndArray();
    parts.messages("gaps", build.gaps());
  }

  private void difference(Difference by) throws IOException {
    json.writeObjectFieldStart("difference");
    parts.number("maxAbsolute", by.maxAbsolute());
    parts.number("relativeL2", by.relativeL2());
    parts.number("cosine", by.cosine());
    parts.number("topOneAgreement", by.topOneAgreement());
    json.writeNumberField("samples", by.samples());
    json.writeEndObject();
  }
}
