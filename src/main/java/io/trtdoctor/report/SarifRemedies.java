package io.trtdoctor.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.finding.FallbackBuild;
import io.trtdoctor.report.ReportView.FindingView;
import io.trtdoctor.report.ReportView.RemedyView;
import io.trtdoctor.report.ReportView.SnippetView;
import java.io.IOException;

/**
 * What to do, as properties: remedies are commands and code for the user's own scripts, so they are
 * no changes to a file of the case, which is what SARIF means by fixes.
 */
final class SarifRemedies {
  private static final int LONGEST_SNIPPET = 4_000;

  private final JsonGenerator json;
  private final FindingViews words;
  private final JsonParts parts;

  SarifRemedies(JsonGenerator json, JsonParts parts, FindingViews words) {
    this.json = json;
    this.parts = parts;
    this.words = words;
  }

  /** The remedies of a finding, best first, each with its snippets but for those that are long. */
  void of(FindingView finding) throws IOException {
    json.writeArrayFieldStart("remedies");
    for (RemedyView remedy : finding.remedies()) {
      json.writeStartObject();
      json.writeStringField("title", remedy.title());
      json.writeObjectFieldStart("snippets");
      for (SnippetView snippet : remedy.snippets()) {
        if (snippet.text().length() <= LONGEST_SNIPPET) {
          json.writeStringField(snippet.tool(), snippet.text());
        }
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** The builds that were made, with what they are worth and where their files are. */
  void fallbacks(Diagnosis diagnosis) throws IOException {
    if (diagnosis.experiment().fallbacks().isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("fallbacks");
    for (FallbackBuild build : diagnosis.experiment().fallbacks()) {
      fallback(build);
    }
    json.writeEndArray();
  }

  private void fallback(FallbackBuild build) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", build.id());
    json.writeStringField("title", words.render(build.title()));
    json.writeBooleanField("verified", build.verified());
    json.writeBooleanField("comparison", FallbackBuild.isComparison(build.id()));
    parts.number("medianMilliseconds", build.milliseconds());
    if (build.difference().isPresent()) {
      parts.number("relativeL2", build.difference().get().relativeL2());
    }
    if (!build.exports().isEmpty()) {
      json.writeStringField("folder", FallbackComparison.folder(build));
    }
    json.writeEndObject();
  }
}
