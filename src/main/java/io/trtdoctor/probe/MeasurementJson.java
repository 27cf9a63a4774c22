package io.trtdoctor.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trtdoctor.error.BadInputException;

/** Measurements as JSON; values are little-endian float32 in Base64. */
public final class MeasurementJson {
  private MeasurementJson() {}

  public static ObjectNode tree(Measurement measurement) {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    ArrayNode times = out.putArray("milliseconds");
    measurement.milliseconds().forEach(times::add);
    ArrayNode outputs = out.putArray("outputs");
    measurement.outputs().forEach(output -> outputs.add(tree(output)));
    measurement.shortfall().ifPresent(why -> out.put("shortfall", why));
    return out;
  }

  private static ObjectNode tree(SampleOutput output) {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    out.put("sample", output.sample()).put("tensor", output.tensor());
    ArrayNode shape = out.putArray("shape");
    output.shape().forEach(shape::add);
    return out.put("values", output.values().base64());
  }

  /**
   * Reads a measurement.
   *
   * @throws BadInputException if the tree is none
   */
  public static Measurement read(JsonNode node) {
    return new Measurement(
        JsonFields.list(node, "milliseconds", JsonNode::asDouble),
        JsonFields.list(node, "outputs", MeasurementJson::output),
        JsonFields.optionalText(node, "shortfall"));
  }

  private static SampleOutput output(JsonNode node) {
    String values = JsonFields.text(node, "values");
    try {
      return new SampleOutput(
          JsonFields.integer(node, "sample"),
          JsonFields.text(node, "tensor"),
          JsonFields.list(node, "shape", JsonNode::asLong),
          FloatValues.ofBase64(values));
    } catch (IllegalArgumentException e) {
      throw JsonFields.wrong("shape", node.path("shape"));
    }
  }
}
