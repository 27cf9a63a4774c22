package io.trtdoctor.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.trtdoctor.finding.BuildDiagnosis;
import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Remedy;
import io.trtdoctor.finding.Verdict;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Texts;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A diagnosis as {@code findings.json}; its schema is {@code docs/findings.schema.json}. */
public final class FindingsJson {
  /** Raised when a field changes its meaning or goes; new fields leave it as it is. */
  public static final int SCHEMA_VERSION = 1;

  private static final JsonFactory JSON = new JsonFactory();

  private final JsonGenerator json;
  private final Texts texts;
  private final JsonParts parts;

  private FindingsJson(JsonGenerator json, Texts texts) {
    this.json = json;
    this.texts = texts;
    this.parts = new JsonParts(json, texts);
  }

  /** Writes the diagnosis with a line break at the end and leaves the writer open. */
  public static void write(Diagnosis diagnosis, Language language, Writer out) throws IOException {
    try (JsonGenerator json = generator(out)) {
      new FindingsJson(json, Texts.in(language)).diagnosis(diagnosis);
    }
    out.write('\n');
    out.flush();
  }

  /** The diagnosis as text. */
  public static String of(Diagnosis diagnosis, Language language) {
    StringWriter out = new StringWriter();
    try {
      write(diagnosis, language, out);
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot be written", e);
    }
    return out.toString();
  }

  /** A generator that indents by two spaces with plain line feeds and leaves the writer open. */
  static JsonGenerator generator(Writer out) throws IOException {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    JsonGenerator json = JSON.createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.setPrettyPrinter(printer);
    return json;
  }

  private void diagnosis(Diagnosis diagnosis) throws IOException {
    json.writeStartObject();
    json.writeNumberField("schemaVersion", SCHEMA_VERSION);
    json.writeStringField("language", texts.language().tag());
    verdict(diagnosis.verdict());
    json.writeArrayFieldStart("builds");
    for (BuildDiagnosis build : diagnosis.builds()) {
      build(build);
    }
    json.writeEndArray();
    findings(diagnosis.findings());
    parts.messages("notes", diagnosis.notes());
    new ExperimentJson(json, texts).write("experiment", diagnosis.experiment());
    new PredictionJson(json, parts).write("prediction", diagnosis.prediction());
    json.writeEndObject();
  }

  private void verdict(Verdict verdict) throws IOException {
    json.writeObjectFieldStart("verdict");
    json.writeStringField("status", verdict.status().tag());
    parts.optional("cause", verdict.cause());
    parts.optional("certainty", verdict.certainty().map(certainty -> certainty.tag()));
    parts.message("summary", verdict.summary());
    json.writeEndObject();
  }

  private void build(BuildDiagnosis build) throws IOException {
    json.writeStartObject();
    parts.optional("log", Optional.of(build.log()).filter(log -> !log.isEmpty()));
    json.writeNumberField("firstLine", build.firstLine());
    json.writeNumberField("lastLine", build.lastLine());
    parts.optional("tensorRtVersion", build.tensorRtVersion());
    verdict(build.verdict());
    findings(build.findings());
    json.writeArrayFieldStart("phases");
    for (BuildDiagnosis.PhaseSpan phase : build.phases()) {
      phase(phase);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void phase(BuildDiagnosis.PhaseSpan phase) throws IOException {
    json.writeStartObject();
    json.writeStringField("phase", phase.phase());
    json.writeNumberField("line", phase.line());
    parts.number("seconds", phase.seconds());
    json.writeBooleanField("finished", phase.finished());
    parts.optional("note", phase.note().map(texts::render));
    json.writeEndObject();
  }

  private void findings(List<Finding> findings) throws IOException {
    json.writeArrayFieldStart("findings");
    for (Finding finding : findings) {
      finding(finding);
    }
    json.writeEndArray();
  }

  private void finding(Finding finding) throws IOException {
    json.writeStartObject();
    json.writeStringField("cause", finding.cause());
    json.writeStringField("certainty", finding.certainty().tag());
    json.writeStringField("effect", finding.effect().name().toLowerCase(Locale.ROOT));
    parts.message("summary", finding.summary());
    parts.messages("reasoning", finding.reasoning());
    parts.evidence("evidence", finding.evidence());
    parts.evidence("against", finding.against());
    parts.subjects("subjects", finding.subjects());
    json.writeArrayFieldStart("remedies");
    for (Remedy remedy : finding.remedies()) {
      remedy(remedy);
    }
    json.writeEndArray();
    parts.messages("settledBy", finding.settledBy());
    parts.evidence("followedBy", finding.followedBy());
    json.writeEndObject();
  }

  private void remedy(Remedy remedy) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", remedy.id());
    parts.message("title", remedy.title());
    json.writeObjectFieldStart("snippets");
    for (Map.Entry<Remedy.Tool, String> snippet : remedy.snippets().entrySet()) {
      json.writeStringField(snippet.getKey().tag(), snippet.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }
}
