package io.trtdoctor.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trtdoctor.model.CalibratorCall;

/** Calibrator callbacks as JSON. */
public final class CalibratorCallJson {
  private CalibratorCallJson() {}

  public static ObjectNode tree(CalibratorCall call) {
    ObjectNode out =
        JsonNodeFactory.instance
            .objectNode()
            .put("seconds", call.seconds())
            .put("method", call.method().name())
            .put("answered", call.answered())
            .put("value", call.value());
    if (!call.bindings().isEmpty()) {
      ArrayNode bindings = out.putArray("bindings");
      for (CalibratorCall.Binding binding : call.bindings()) {
        bindings
            .addObject()
            .put("tensor", binding.tensor())
            .put("memory", binding.memory().name())
            .put("bytes", binding.bytes());
      }
    }
    call.transfer().ifPresent(seconds -> out.put("transfer_seconds", seconds));
    call.failure().ifPresent(failure -> out.put("failure", failure));
    return out;
  }

  public static CalibratorCall read(JsonNode node) {
    return new CalibratorCall(
        JsonFields.real(node, "seconds"),
        JsonFields.constant(node, "method", CalibratorCall.Method.class),
        JsonFields.flag(node, "answered"),
        JsonFields.number(node, "value"),
        JsonFields.list(node, "bindings", CalibratorCallJson::binding),
        JsonFields.optionalReal(node, "transfer_seconds"),
        JsonFields.optionalText(node, "failure"));
  }

  private static CalibratorCall.Binding binding(JsonNode node) {
    return new CalibratorCall.Binding(
        JsonFields.text(node, "tensor"),
        JsonFields.constant(node, "memory", CalibratorCall.Memory.class),
        JsonFields.number(node, "bytes"));
  }
}
