package io.trtdoctor.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code polygraphy run --save-inputs} writes and {@code --load-inputs} reads: a list of
 * objects, one a batch, with an encoded NumPy array for each input (Polygraphy's {@code
 * json/serde.py}).
 */
final class PolygraphyInputs {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private PolygraphyInputs() {}

  /** The names of the arrays of each batch. */
  static List<List<String>> names(Path file) throws IOException {
    try (JsonParser json = FACTORY.createParser(file.toFile())) {
      return names(json, file);
    } catch (JsonProcessingException e) {
      throw new BadInputException(
          Message.of("data.no-feed-dicts", file.toString(), String.valueOf(e.getOriginalMessage())),
          e);
    }
  }

  private static List<List<String>> names(JsonParser json, Path file) throws IOException {
    require(json.nextToken() == JsonToken.START_ARRAY, file, json);
    List<List<String>> batches = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      require(json.currentToken() == JsonToken.START_OBJECT, file, json);
      List<String> names = new ArrayList<>();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        names.add(json.currentName());
        json.nextToken();
        json.skipChildren();
      }
      batches.add(names);
    }
    return batches;
  }

  private static void require(boolean expected, Path file, JsonParser json) {
    if (!expected) {
      throw new BadInputException(
          Message.of("data.no-feed-dicts", file.toString(), String.valueOf(json.currentToken())));
    }
  }
}
