package io.trtdoctor.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** JSON results, indented, as {@code --json} prints them. */
final class JsonText {
  private JsonText() {}

  /** What writes one JSON value. */
  @FunctionalInterface
  interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  /** The members of one object as text. */
  static String object(Body members) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      members.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot be written", e);
    }
    return out.toString();
  }

  /** A member that is a list with one value for each item. */
  static <T> void list(JsonGenerator json, String name, Iterable<T> items, Item<T> item)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (T each : items) {
      item.write(each);
    }
    json.writeEndArray();
  }

  /** Writes one item of a list. */
  @FunctionalInterface
  interface Item<T> {
    void write(T item) throws IOException;
  }
}
