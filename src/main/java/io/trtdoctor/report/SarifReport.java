package io.trtdoctor.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.trtdoctor.escape.CommandLine;
import io.trtdoctor.escape.Printable;
import io.trtdoctor.finding.BuildDiagnosis;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.finding.Verdict;
import io.trtdoctor.report.ReportView.FindingView;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The findings of all builds as SARIF 2.1.0, for code-scanning pages: a rule for each cause, a
 * result for each finding, and one for a build whose verdict names no cause though it is not
 * healthy.
 */
public final class SarifReport implements ReportPage {
  private static final String VERSION = "2.1.0";
  private static final int LONGEST_TEXT = 1_500;
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  @Override
  public void write(CaseReport report, Writer out) throws IOException {
    try (JsonGenerator json = FindingsJson.generator(out)) {
      json.writeStartObject();
      json.writeStringField("$schema", SCHEMA);
      json.writeStringField("version", VERSION);
      json.writeArrayFieldStart("runs");
      new Run(report, json).write();
      json.writeEndArray();
      json.writeEndObject();
    }
    out.write('\n');
    out.flush();
  }

  /** One run of the tool: the case. */
  private static final class Run {
    private final CaseReport report;
    private final Diagnosis diagnosis;
    private final JsonGenerator json;
    private final JsonParts parts;
    private final FindingViews words;
    private final SarifRules rules;
    private final SarifLocations locations;
    private final SarifFingerprints fingerprints;
    private final SarifRemedies remedies;

    Run(CaseReport report, JsonGenerator json) {
      this.report = report;
      this.diagnosis = report.diagnosis();
      this.json = json;
      this.parts = new JsonParts(json, report.texts());
      this.words = new FindingViews(report.texts(), List.of());
      this.rules = SarifRules.of(diagnosis, report.texts());
      this.locations = new SarifLocations(json, report.texts(), diagnosis);
      this.fingerprints = new SarifFingerprints(json, diagnosis);
      this.remedies = new SarifRemedies(json, parts, words);
    }

    void write() throws IOException {
      json.writeStartObject();
      tool();
      json.writeStringField("language", report.language() == Language.ZH ? "zh-CN" : "en-US");
      invocation();
      artifacts();
      json.writeArrayFieldStart("results");
      for (BuildDiagnosis build : diagnosis.builds()) {
        results(build);
      }
      json.writeEndArray();
      verdict(diagnosis.verdict());
      json.writeEndObject();
    }

    private void tool() throws IOException {
      json.writeObjectFieldStart("tool");
      json.writeObjectFieldStart("driver");
      json.writeStringField("name", "trt-doctor");
      json.writeStringField("version", report.versions().trtDoctor());
      json.writeStringField("informationUri", SarifRules.HOME);
      rules.write(json);
      json.writeEndObject();
      json.writeEndObject();
    }

    private void invocation() throws IOException {
      Instant end = report.createdAt().toInstant().truncatedTo(ChronoUnit.SECONDS);
      json.writeArrayFieldStart("invocations");
      json.writeStartObject();
      json.writeBooleanField("executionSuccessful", true);
      json.writeStringField("commandLine", Printable.line(CommandLine.of(report.command())));
      json.writeStringField("endTimeUtc", end.toString());
      json.writeArrayFieldStart("toolExecutionNotifications");
      for (Message note : diagnosis.notes()) {
        json.writeStartObject();
        json.writeStringField("level", "note");
        message(words.render(note));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
    }

    private void artifacts() throws IOException {
      json.writeArrayFieldStart("artifacts");
      for (Diagnosis.InputFile input : diagnosis.inputs()) {
        json.writeStartObject();
        json.writeFieldName("location");
        locations.artifact(input.name());
        json.writeNumberField("length", input.bytes());
        json.writeObjectFieldStart("hashes");
        json.writeStringField("sha-256", input.sha256());
        json.writeEndObject();
        json.writeEndObject();
      }
      json.writeEndArray();
    }

    private void results(BuildDiagnosis build) throws IOException {
      if (build.verdict().status() == Verdict.Status.UNDETERMINED) {
        undetermined(build);
      }
      for (Finding finding : build.findings()) {
        finding(build, finding);
      }
    }

    private void undetermined(BuildDiagnosis build) throws IOException {
      json.writeStartObject();
      rule(SarifRules.UNDETERMINED);
      json.writeStringField("level", "warning");
      message(words.render(build.verdict().summary()));
      locations.of(build);
      fingerprints.write(SarifRules.UNDETERMINED, List.of());
      json.writeEndObject();
    }

    private void finding(BuildDiagnosis build, Finding finding) throws IOException {
      json.writeStartObject();
      rule(finding.cause());
      json.writeStringField("level", level(build, finding));
      FindingView view = words.of("finding", finding);
      SarifMessage said = SarifMessage.of(view, report.texts());
      json.writeObjectFieldStart("message");
      json.writeStringField("text", said.text());
      json.writeStringField("markdown", said.markdown());
      json.writeEndObject();
      locations.of(build, finding);
      fingerprints.write(finding.cause(), finding.subjects());
      json.writeObjectFieldStart("properties");
      json.writeStringField("certainty", finding.certainty().tag());
      json.writeStringField("effect", finding.effect().name().toLowerCase(Locale.ROOT));
      remedies.of(view);
      json.writeEndObject();
      json.writeEndObject();
    }

    /** What may be something else is a note, unless the verdict names it. */
    private static String level(BuildDiagnosis build, Finding finding) {
      boolean named = build.verdict().cause().equals(Optional.of(finding.cause()));
      if (finding.effect() == Effect.NOTES
          || (finding.certainty() == Certainty.POSSIBLE && !named)) {
        return "note";
      }
      return finding.effect() == Effect.BREAKS ? "error" : "warning";
    }

    private void rule(String id) throws IOException {
      json.writeStringField("ruleId", id);
      json.writeNumberField("ruleIndex", rules.index(id));
    }

    private void verdict(Verdict verdict) throws IOException {
      json.writeObjectFieldStart("properties");
      json.writeStringField("status", verdict.status().tag());
      parts.optional("cause", verdict.cause());
      parts.optional("certainty", verdict.certainty().map(Certainty::tag));
      json.writeStringField("summary", words.render(verdict.summary()));
      remedies.fallbacks(diagnosis);
      json.writeEndObject();
    }

    private void message(String text) throws IOException {
      json.writeObjectFieldStart("message");
      json.writeStringField("text", Printable.cut(text, LONGEST_TEXT));
      json.writeEndObject();
    }
  }
}
