package io.trtdoctor.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.trtdoctor.finding.BuildDiagnosis;
import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Verdict;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Texts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The causes that the results of a SARIF file name, each with its page of the catalogue. */
final class SarifRules {
  /** The id of what a build gets whose cause is not established. */
  static final String UNDETERMINED = "undetermined";

  static final String HOME = "https://github.com/trtdoctor/trt-doctor";
  private static final List<String> PARTS = List.of("evidence", "against", "settle");

  private final List<String> ids;
  private final Texts texts;

  private SarifRules(Set<String> ids, Texts texts) {
    this.ids = List.copyOf(ids);
    this.texts = texts;
  }

  static SarifRules of(Diagnosis diagnosis, Texts texts) {
    Set<String> ids = new LinkedHashSet<>();
    for (BuildDiagnosis build : diagnosis.builds()) {
      if (build.verdict().status() == Verdict.Status.UNDETERMINED) {
        ids.add(UNDETERMINED);
      }
      build.findings().stream().map(Finding::cause).forEach(ids::add);
    }
    return new SarifRules(ids, texts);
  }

  int index(String id) {
    return ids.indexOf(id);
  }

  void write(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("rules");
    for (String id : ids) {
      json.writeStartObject();
      json.writeStringField("id", id);
      if (id.equals(UNDETERMINED)) {
        text(json, "shortDescription", texts.text("report.title.undetermined"));
      } else {
        cause(json, id);
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void cause(JsonGenerator json, String id) throws IOException {
    String title = cause(id, "title");
    String what = cause(id, "what");
    String address = page(id);
    text(json, "shortDescription", title);
    text(json, "fullDescription", what);
    json.writeStringField("helpUri", address);
    json.writeObjectFieldStart("help");
    json.writeStringField("text", title + ": " + what);
    json.writeStringField("markdown", markdown(id, address));
    json.writeEndObject();
  }

  private String markdown(String id, String address) {
    List<String> blocks = new ArrayList<>();
    blocks.add("# [" + cause(id, "title") + "](" + address + ")");
    blocks.add(cause(id, "what"));
    for (String part : PARTS) {
      texts
          .pattern("causes." + id + "." + part)
          .ifPresent(
              text -> blocks.add("## " + texts.text("guides.cause." + part) + "\n\n" + text));
    }
    return String.join("\n\n", blocks);
  }

  /** A part of the catalogue's page; the id where the catalogue has none. */
  private String cause(String id, String part) {
    return texts.pattern("causes." + id + "." + part).orElse(id);
  }

  private String page(String id) {
    String folder = texts.language() == Language.EN ? "" : texts.language().tag() + "/";
    return HOME + "/blob/main/docs/causes/" + folder + id + ".md";
  }

  private static void text(JsonGenerator json, String field, String text) throws IOException {
    json.writeObjectFieldStart(field);
    json.writeStringField("text", text);
    json.writeEndObject();
  }
}
