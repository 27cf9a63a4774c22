package io.trtdoctor.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Subject;
import io.trtdoctor.text.Message;
import io.trtdoctor.text.Texts;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** What findings and experiments have alike in JSON. */
record JsonParts(JsonGenerator json, Texts texts) {
  void evidence(String field, List<Evidence> evidence) throws IOException {
    json.writeArrayFieldStart(field);
    for (Evidence item : evidence) {
      json.writeStartObject();
      json.writeStringField("file", item.file());
      json.writeNumberField("line", item.line());
      json.writeStringField("text", item.text());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  void subjects(String field, List<Subject> subjects) throws IOException {
    json.writeArrayFieldStart(field);
    for (Subject subject : subjects) {
      subject(subject);
    }
    json.writeEndArray();
  }

  void subject(Subject subject) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", subject.kind().tag());
    json.writeStringField("name", subject.name());
    optional("onnxNode", subject.onnxNode());
    json.writeEndObject();
  }

  void messages(String field, List<Message> messages) throws IOException {
    json.writeArrayFieldStart(field);
    for (Message message : messages) {
      json.writeString(texts.render(message));
    }
    json.writeEndArray();
  }

  void message(String field, Message message) throws IOException {
    json.writeStringField(field, texts.render(message));
  }

  void optional(String field, Optional<String> value) throws IOException {
    if (value.isPresent()) {
      json.writeStringField(field, value.get());
    } else {
      json.writeNullField(field);
    }
  }

  void count(String field, OptionalInt value) throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(field, value.getAsInt());
    } else {
      json.writeNullField(field);
    }
  }

  /** Null where JSON has no number. */
  void number(String field, double value) throws IOException {
    number(field, OptionalDouble.of(value));
  }

  /** Null where there is none, or where JSON has no number. */
  void number(String field, OptionalDouble value) throws IOException {
    if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
      json.writeNumberField(field, value.getAsDouble());
    } else {
      json.writeNullField(field);
    }
  }
}
