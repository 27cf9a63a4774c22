package io.trtdoctor.worker.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The child has its builder, or says why it has none.
 *
 * @param failure why there is no builder
 * @param machine the versions of TensorRT, CUDA and driver, the GPU's name and memory
 */
public record Ready(Optional<String> failure, Map<String, String> machine) {
  public Ready {
    machine = Collections.unmodifiableMap(new LinkedHashMap<>(machine));
  }

  public void send(Connection connection) throws IOException {
    ObjectNode tree = Json.object();
    failure.ifPresent(why -> tree.put("failure", why));
    ObjectNode facts = tree.putObject("machine");
    machine.forEach(facts::put);
    connection.send(FrameType.READY, Json.bytes(tree));
  }

  public static Ready read(Frame frame) throws ProtocolException {
    JsonNode tree = Json.tree(frame, FrameType.READY);
    Map<String, String> machine = new LinkedHashMap<>();
    tree.path("machine").properties().forEach(e -> machine.put(e.getKey(), e.getValue().asText()));
    return new Ready(Optional.ofNullable(tree.path("failure").textValue()), machine);
  }
}
