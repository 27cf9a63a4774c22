package io.trtdoctor.worker.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * A phase of a probe begins or ends.
 *
 * @param phase which
 * @param begins whether it begins
 * @param nanos since the probe began
 */
public record PhaseMark(Phase phase, boolean begins, long nanos) {
  /** What the child does for a probe, in order. */
  public enum Phase {
    PARSE,
    BUILD,
    INSPECT,
    MEASURE
  }

  public void send(Connection connection) throws IOException {
    ObjectNode tree = Json.object();
    tree.put("phase", phase.name()).put("begins", begins).put("nanos", nanos);
    connection.send(FrameType.PHASE, Json.bytes(tree));
  }

  public static PhaseMark read(Frame frame) throws ProtocolException {
    JsonNode tree = Json.tree(frame, FrameType.PHASE);
    String name = tree.path("phase").asText();
    for (Phase phase : Phase.values()) {
      if (phase.name().equals(name)) {
        return new PhaseMark(phase, tree.path("begins").asBoolean(), tree.path("nanos").asLong());
      }
    }
    throw new ProtocolException("no phase is called " + name);
  }
}
