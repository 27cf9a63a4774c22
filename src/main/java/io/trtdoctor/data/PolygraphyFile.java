package io.trtdoctor.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/** Reads one array out of the JSON that Polygraphy keeps inputs in; such files may be large. */
final class PolygraphyFile {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private PolygraphyFile() {}

  static NpyArray array(Path path, Batches.Source source) throws IOException {
    String input = source.member().orElse("");
    try (JsonParser json = FACTORY.createParser(path.toFile())) {
      return find(json, source.index(), input)
          .map(text -> NpyArray.of(bytes(text), path + ", batch " + source.index() + ", " + input))
          .orElseThrow(
              () ->
                  new BadInputException(
                      Message.of("data.no-feed", path.toString(), source.index(), input)));
    }
  }

  /** Base64, or Latin-1 as old versions of Polygraphy wrote it. */
  private static byte[] bytes(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  private static Optional<String> find(JsonParser json, int index, String input)
      throws IOException {
    if (json.nextToken() != JsonToken.START_ARRAY) {
      return Optional.empty();
    }
    for (int i = 0; json.nextToken() == JsonToken.START_OBJECT; i++) {
      if (i == index) {
        return inBatch(json, input);
      }
      json.skipChildren();
    }
    return Optional.empty();
  }

  private static Optional<String> inBatch(JsonParser json, String input) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean wanted = json.currentName().equals(input);
      json.nextToken();
      if (wanted) {
        return inArray(json);
      }
      json.skipChildren();
    }
    return Optional.empty();
  }

  private static Optional<String> inArray(JsonParser json) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean wanted = json.currentName().equals("array");
      json.nextToken();
      if (wanted) {
        return Optional.ofNullable(json.getValueAsString());
      }
      json.skipChildren();
    }
    return Optional.empty();
  }
}
