package io.trtdoctor.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The way from an image to a tensor as a part of a recipe's JSON. */
final class PreprocessingJson {
  private PreprocessingJson() {}

  static ObjectNode tree(Preprocessing how) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("fit", how.fit().tag())
            .put("short_side", how.shortSide())
            .put("filter", how.filter().tag())
            .put("width", how.width())
            .put("height", how.height())
            .put("layout", how.layout().tag())
            .put("channels", how.channels().tag())
            .put("divisor", how.divisor());
    put(node.putArray("mean"), how.mean());
    put(node.putArray("std"), how.std());
    return node.put("pad", how.pad());
  }

  private static void put(ArrayNode array, List<Double> values) {
    values.forEach(array::add);
  }

  static Preprocessing read(JsonNode node) {
    try {
      return new Preprocessing(
          JsonFields.constant(node, "fit", Preprocessing.Fit.class),
          JsonFields.integer(node, "short_side"),
          JsonFields.constant(node, "filter", Preprocessing.Filter.class),
          JsonFields.integer(node, "width"),
          JsonFields.integer(node, "height"),
          JsonFields.constant(node, "layout", Preprocessing.Layout.class),
          JsonFields.constant(node, "channels", Preprocessing.Channels.class),
          JsonFields.real(node, "divisor"),
          JsonFields.list(node, "mean", JsonNode::asDouble),
          JsonFields.list(node, "std", JsonNode::asDouble),
          JsonFields.real(node, "pad"));
    } catch (IllegalArgumentException e) {
      throw JsonFields.wrong("image", node);
    }
  }
}
