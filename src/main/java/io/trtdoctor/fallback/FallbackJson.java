package io.trtdoctor.fallback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.model.BuilderLayer;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.LayerName;
import io.trtdoctor.probe.BuilderLayerJson;
import io.trtdoctor.probe.RecipeJson;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Message;
import io.trtdoctor.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** A fallback as JSON, described by {@code docs/fallback.schema.json}. */
public final class FallbackJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int VERSION = 1;

  private FallbackJson() {}

  public static String write(Fallback fallback) {
    ObjectNode out = MAPPER.createObjectNode().put("schemaVersion", VERSION);
    out.set("title", title(fallback.title()));
    out.set("recipe", RecipeJson.tree(fallback.recipe(), true));
    ArrayNode layers = out.putArray("layers");
    fallback.layers().forEach(layer -> layers.add(BuilderLayerJson.tree(layer)));
    ArrayNode lifted = out.putArray("lifted");
    fallback.lifted().forEach(layer -> put(lifted.addObject(), layer));
    fallback.calibrationCache().ifPresent(cache -> out.put("calibrationCache", cache));
    fallback.latencyMs().ifPresent(ms -> out.put("latencyMs", ms));
    fallback.difference().ifPresent(difference -> out.put("difference", difference));
    return out.toPrettyString() + "\n";
  }

  /** The title in English, and what it was made of. */
  private static ObjectNode title(Message message) {
    ObjectNode out = message(message);
    return out.put("text", Texts.in(Language.EN).render(message));
  }

  private static ObjectNode message(Message message) {
    ObjectNode out = MAPPER.createObjectNode().put("key", message.key());
    ArrayNode args = out.putArray("args");
    message
        .args()
        .forEach(
            arg -> {
              if (arg instanceof Message nested) {
                args.add(message(nested));
              } else if (arg instanceof Number number) {
                args.add(MAPPER.<JsonNode>valueToTree(number));
              } else {
                args.add(arg.toString());
              }
            });
    return out;
  }

  private static void put(ObjectNode out, LiftedLayer layer) {
    out.put("name", layer.name().value()).put("from", layer.from().tag());
    layer.to().ifPresent(to -> out.put("to", to.tag()));
  }

  /**
   * Reads what {@link #write} has written; the recipe's files are taken as they are named.
   *
   * @throws BadInputException if it is something else
   */
  public static Fallback read(String json) {
    JsonNode node = tree(json);
    try {
      return new Fallback(
          readMessage(node.required("title")),
          RecipeJson.readTrusted(node.required("recipe")),
          layers(node.required("layers")),
          lifted(node.required("lifted")),
          Optional.ofNullable(node.get("calibrationCache")).map(JsonNode::asText),
          number(node, "latencyMs"),
          number(node, "difference"));
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
  }

  private static JsonNode tree(String json) {
    try {
      JsonNode node = MAPPER.readTree(json);
      if (node.path("schemaVersion").asInt() != VERSION) {
        throw new BadInputException(Message.of("fallback.json-other", VERSION));
      }
      return node;
    } catch (JsonProcessingException e) {
      throw refused(e);
    }
  }

  private static BadInputException refused(Exception e) {
    return new BadInputException(
        Message.of("fallback.json-wrong", String.valueOf(e.getMessage())), e);
  }

  private static Message readMessage(JsonNode node) {
    List<Object> args = new ArrayList<>();
    for (JsonNode arg : node.required("args")) {
      if (arg.isObject()) {
        args.add(readMessage(arg));
      } else {
        args.add(arg.isNumber() ? arg.numberValue() : arg.asText());
      }
    }
    return new Message(node.required("key").asText(), args);
  }

  private static List<BuilderLayer> layers(JsonNode nodes) {
    List<BuilderLayer> layers = new ArrayList<>();
    nodes.forEach(node -> layers.add(BuilderLayerJson.read(node)));
    return layers;
  }

  private static List<LiftedLayer> lifted(JsonNode nodes) {
    List<LiftedLayer> lifted = new ArrayList<>();
    nodes.forEach(
        node ->
            lifted.add(
                new LiftedLayer(
                    LayerName.of(node.required("name").asText()),
                    type(node.required("from")),
                    Optional.ofNullable(node.get("to")).map(FallbackJson::type))));
    return lifted;
  }

  private static DataType type(JsonNode node) {
    return DataType.valueOf(node.asText().toUpperCase(Locale.ROOT));
  }

  private static OptionalDouble number(JsonNode node, String field) {
    return node.has(field) ? OptionalDouble.of(node.get(field).asDouble()) : OptionalDouble.empty();
  }
}
