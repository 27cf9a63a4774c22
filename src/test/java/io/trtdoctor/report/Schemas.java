package io.trtdoctor.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Path;

/** The schemas that are published for what is printed as JSON. */
public final class Schemas {
  private Schemas() {}

  /** As it is published. */
  public static JsonSchema of(Path file) throws IOException {
    return schema(new ObjectMapper().readTree(file.toFile()));
  }

  /** The same, but without room for fields that it does not describe. */
  public static JsonSchema closed(Path file) throws IOException {
    JsonNode schema = new ObjectMapper().readTree(file.toFile());
    closeObjects(schema);
    return schema(schema);
  }

  private static JsonSchema schema(JsonNode schema) {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
  }

  private static void closeObjects(JsonNode schema) {
    if (schema instanceof ObjectNode object) {
      if (object.path("type").asText().equals("object")) {
        object.put("additionalProperties", false);
      }
      object.forEach(Schemas::closeObjects);
    } else if (schema instanceof ArrayNode array) {
      array.forEach(Schemas::closeObjects);
    }
  }
}
