package io.trtdoctor.worker.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** JSON payloads to trees and back. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static byte[] bytes(JsonNode tree) {
    try {
      return MAPPER.writeValueAsBytes(tree);
    } catch (IOException e) {
      throw new IllegalStateException("a tree in memory can be written", e);
    }
  }

  static JsonNode tree(Frame frame, FrameType expected) throws ProtocolException {
    if (frame.type() != expected) {
      throw new ProtocolException("expected " + expected + ", got " + frame.type());
    }
    try {
      return MAPPER.readTree(frame.payload());
    } catch (IOException e) {
      throw new ProtocolException("a frame of type " + expected + " holds no JSON", e);
    }
  }
}
