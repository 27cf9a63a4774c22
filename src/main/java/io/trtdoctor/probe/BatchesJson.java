package io.trtdoctor.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.model.DataType;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;

/** Batches as a part of a recipe's JSON. */
final class BatchesJson {
  private BatchesJson() {}

  static ObjectNode tree(Batches batches, boolean withPaths) {
    if (batches instanceof Batches.Synthetic synthetic) {
      return synthetic(synthetic);
    } else if (batches instanceof Batches.Faulty faulty) {
      return synthetic(faulty.good()).put("fault", faulty.fault().tag());
    } else if (batches instanceof Batches.Files files) {
      return files(files, withPaths);
    }
    return object().put("count", 0);
  }

  private static ObjectNode synthetic(Batches.Synthetic batches) {
    ObjectNode node =
        object()
            .put("synthetic", batches.distribution().tag())
            .put("seed", batches.seed())
            .put("count", batches.count());
    batches.notANumberIn().ifPresent(batch -> node.put("nan_in", batch));
    return node;
  }

  private static ObjectNode files(Batches.Files batches, boolean withPaths) {
    ObjectNode node = object();
    ArrayNode samples = node.putArray("files");
    for (Batches.Sample sample : batches.samples()) {
      ObjectNode inputs = samples.addObject();
      new TreeMap<>(sample.inputs())
          .forEach((input, sources) -> inputs.set(input, sources(sources, withPaths)));
    }
    return node;
  }

  /** A single piece is an object by itself. */
  private static JsonNode sources(List<Batches.Source> sources, boolean withPaths) {
    if (sources.size() == 1) {
      return source(sources.get(0), withPaths);
    }
    ArrayNode pieces = JsonNodeFactory.instance.arrayNode();
    sources.forEach(source -> pieces.add(source(source, withPaths)));
    return pieces;
  }

  private static ObjectNode source(Batches.Source source, boolean withPaths) {
    ObjectNode node = object();
    node.set("file", RecipeJson.file(source.file(), withPaths));
    node.put("format", source.format().tag());
    source.member().ifPresent(member -> node.put("member", member));
    source.type().ifPresent(type -> node.put("type", type.tag()));
    source.image().ifPresent(how -> node.set("image", PreprocessingJson.tree(how)));
    return node.put("index", source.index());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static Batches read(JsonNode node, Function<JsonNode, FileRef> files) {
    if (node.has("files")) {
      return new Batches.Files(JsonFields.list(node, "files", sample -> sample(sample, files)));
    } else if (node.has("synthetic")) {
      return readSynthetic(node);
    } else if (node.path("count").asInt(0) == 0) {
      return new Batches.None();
    }
    throw new BadInputException(Message.of("probe.json-field-wrong", "batches", node.toString()));
  }

  private static Batches readSynthetic(JsonNode node) {
    int count = JsonFields.integer(node, "count");
    if (count < 0) {
      throw JsonFields.wrong("count", node.get("count"));
    }
    Batches.Synthetic synthetic =
        new Batches.Synthetic(
            JsonFields.constant(node, "synthetic", Batches.Distribution.class),
            JsonFields.number(node, "seed"),
            count,
            node.has("nan_in")
                ? OptionalInt.of(JsonFields.integer(node, "nan_in"))
                : OptionalInt.empty());
    return node.has("fault")
        ? new Batches.Faulty(synthetic, JsonFields.constant(node, "fault", Batches.Fault.class))
        : synthetic;
  }

  private static Batches.Sample sample(JsonNode node, Function<JsonNode, FileRef> files) {
    Map<String, List<Batches.Source>> inputs = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : List.copyOf(node.properties())) {
      inputs.put(entry.getKey(), readSources(entry.getValue(), files));
    }
    return new Batches.Sample(inputs);
  }

  private static List<Batches.Source> readSources(
      JsonNode node, Function<JsonNode, FileRef> files) {
    List<Batches.Source> sources = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(piece -> sources.add(readSource(piece, files)));
    } else {
      sources.add(readSource(node, files));
    }
    return sources;
  }

  private static Batches.Source readSource(JsonNode node, Function<JsonNode, FileRef> files) {
    Batches.Format format = JsonFields.constant(node, "format", Batches.Format.class);
    return new Batches.Source(
        files.apply(JsonFields.required(node, "file")),
        format,
        JsonFields.optionalText(node, "member"),
        node.path("index").asInt(0),
        node.has("type")
            ? Optional.of(JsonFields.constant(node, "type", DataType.class))
            : Optional.empty(),
        format == Batches.Format.IMAGE
            ? Optional.of(PreprocessingJson.read(JsonFields.required(node, "image")))
            : Optional.empty());
  }
}
