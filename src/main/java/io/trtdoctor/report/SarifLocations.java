package io.trtdoctor.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.trtdoctor.escape.Printable;
import io.trtdoctor.finding.BuildDiagnosis;
import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.finding.Diagnosis.InputFile;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Subject;
import io.trtdoctor.text.Texts;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where findings are to be seen: lines of logs and caches, and parts of the model. */
final class SarifLocations {
  private static final int MOST_SUBJECTS = 40;
  private static final int MOST_RELATED = 40;
  private static final int LONGEST_LINE = 2_000;
  private static final Set<Subject.Kind> OF_THE_MODEL =
      Set.of(Subject.Kind.TENSOR, Subject.Kind.LAYER);

  private final JsonGenerator json;
  private final Texts texts;
  private final List<InputFile> inputs;

  SarifLocations(JsonGenerator json, Texts texts, Diagnosis diagnosis) {
    this.json = json;
    this.texts = texts;
    this.inputs = diagnosis.inputs();
  }

  /** The lines of a build that has nothing else to show. */
  void of(BuildDiagnosis build) throws IOException {
    json.writeArrayFieldStart("locations");
    if (!build.log().isEmpty()) {
      json.writeStartObject();
      range(build);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** The first line that shows a finding, the subjects and the model; other lines are related. */
  void of(BuildDiagnosis build, Finding finding) throws IOException {
    List<Evidence> shown = finding.evidence();
    json.writeArrayFieldStart("locations");
    json.writeStartObject();
    if (!shown.isEmpty()) {
      physical(shown.get(0));
    } else if (!build.log().isEmpty()) {
      range(build);
    }
    logical(finding.subjects());
    json.writeEndObject();
    inModel(finding.subjects());
    json.writeEndArray();
    related(finding);
  }

  private void range(BuildDiagnosis build) throws IOException {
    json.writeObjectFieldStart("physicalLocation");
    json.writeFieldName("artifactLocation");
    artifact(build.log());
    json.writeObjectFieldStart("region");
    json.writeNumberField("startLine", Math.max(1, build.firstLine()));
    json.writeNumberField("endLine", Math.max(1, build.lastLine()));
    json.writeEndObject();
    json.writeEndObject();
  }

  private void inModel(List<Subject> subjects) throws IOException {
    List<Subject> parts =
        subjects.stream().filter(subject -> OF_THE_MODEL.contains(subject.kind())).toList();
    Optional<InputFile> model =
        inputs.stream().filter(input -> input.role().equals("model")).findFirst();
    if (model.isPresent() && !parts.isEmpty()) {
      json.writeStartObject();
      json.writeObjectFieldStart("physicalLocation");
      json.writeFieldName("artifactLocation");
      artifact(model.get().name());
      json.writeEndObject();
      logical(parts);
      json.writeEndObject();
    }
  }

  private void related(Finding finding) throws IOException {
    json.writeArrayFieldStart("relatedLocations");
    List<Evidence> shown = finding.evidence();
    related("report.h.evidence", shown.subList(Math.min(1, shown.size()), shown.size()));
    related("report.h.against", finding.against());
    related("report.h.follows", finding.followedBy());
    json.writeEndArray();
  }

  private void related(String heading, List<Evidence> lines) throws IOException {
    for (Evidence line : lines.subList(0, Math.min(lines.size(), MOST_RELATED))) {
      json.writeStartObject();
      physical(line);
      json.writeObjectFieldStart("message");
      json.writeStringField("text", texts.text(heading) + ": " + shown(line));
      json.writeEndObject();
      json.writeEndObject();
    }
  }

  /** What has no line and is no input is a setting, which has no place in a file. */
  private void physical(Evidence evidence) throws IOException {
    boolean isInput = inputs.stream().anyMatch(input -> input.name().equals(evidence.file()));
    if (evidence.line() <= 0 && !isInput) {
      return;
    }
    json.writeObjectFieldStart("physicalLocation");
    json.writeFieldName("artifactLocation");
    artifact(evidence.file());
    if (evidence.line() > 0) {
      region(evidence);
    }
    json.writeEndObject();
  }

  private void region(Evidence evidence) throws IOException {
    json.writeObjectFieldStart("region");
    json.writeNumberField("startLine", evidence.line());
    json.writeObjectFieldStart("snippet");
    json.writeStringField("text", shown(evidence));
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String shown(Evidence evidence) {
    return Printable.of(Printable.cut(evidence.text(), LONGEST_LINE));
  }

  private void logical(List<Subject> subjects) throws IOException {
    json.writeArrayFieldStart("logicalLocations");
    for (Subject subject : subjects.subList(0, Math.min(subjects.size(), MOST_SUBJECTS))) {
      json.writeStartObject();
      json.writeStringField("name", Printable.line(subject.name()));
      json.writeStringField("kind", subject.kind().tag());
      if (subject.onnxNode().isPresent()) {
        json.writeObjectFieldStart("properties");
        json.writeStringField("onnxNode", Printable.line(subject.onnxNode().get()));
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** A file as the user named it; what is not absolute belongs to the checked-out sources. */
  void artifact(String name) throws IOException {
    FileUri uri = FileUri.of(name);
    json.writeStartObject();
    json.writeStringField("uri", uri.text());
    if (!uri.isAbsolute()) {
      json.writeStringField("uriBaseId", "%SRCROOT%");
    }
    json.writeEndObject();
  }
}
