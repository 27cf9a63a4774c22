package io.trtdoctor.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trtdoctor.model.BuilderLayer;
import io.trtdoctor.model.DataType;
import java.util.Optional;

/** Layers of TensorRT's network as JSON. */
public final class BuilderLayerJson {
  private BuilderLayerJson() {}

  public static ObjectNode tree(BuilderLayer layer) {
    ObjectNode out =
        JsonNodeFactory.instance
            .objectNode()
            .put("index", layer.index())
            .put("name", layer.name())
            .put("type", layer.type());
    layer.precision().ifPresent(type -> out.put("precision", type.tag()));
    if (!layer.outputTypes().isEmpty()) {
      ArrayNode types = out.putArray("output_types");
      layer.outputTypes().forEach(type -> types.add(type.tag()));
    }
    if (!layer.metadata().isEmpty()) {
      out.put("metadata", layer.metadata());
    }
    return out;
  }

  public static BuilderLayer read(JsonNode node) {
    return new BuilderLayer(
        JsonFields.integer(node, "index"),
        JsonFields.text(node, "name"),
        JsonFields.text(node, "type"),
        node.has("precision")
            ? Optional.of(JsonFields.constant(node, "precision", DataType.class))
            : Optional.empty(),
        JsonFields.list(
            node, "output_types", type -> JsonFields.element(type, "output_types", DataType.class)),
        JsonFields.optionalText(node, "metadata").orElse(""));
  }
}
