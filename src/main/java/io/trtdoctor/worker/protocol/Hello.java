package io.trtdoctor.worker.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/**
 * The child's first words, before it touches TensorRT.
 *
 * @param version of the protocol that the child speaks
 * @param pid its process id
 */
public record Hello(int version, long pid) {
  /** What this build speaks. */
  public static final int VERSION = 1;

  public static Hello ofThisProcess() {
    return new Hello(VERSION, ProcessHandle.current().pid());
  }

  public void send(Connection connection) throws IOException {
    connection.send(
        FrameType.HELLO, Json.bytes(Json.object().put("version", version).put("pid", pid)));
  }

  /**
   * Reads a hello.
   *
   * @throws ProtocolException if it is none or of another version
   */
  public static Hello read(Frame frame) throws ProtocolException {
    JsonNode tree = Json.tree(frame, FrameType.HELLO);
    Hello hello = new Hello(tree.path("version").asInt(-1), tree.path("pid").asLong(-1));
    if (hello.version != VERSION) {
      throw new ProtocolException(
          "the child speaks version " + hello.version + " of the protocol, not " + VERSION);
    }
    return hello;
  }
}
