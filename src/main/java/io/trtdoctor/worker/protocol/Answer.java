package io.trtdoctor.worker.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trtdoctor.error.DoctorException;
import io.trtdoctor.model.BuilderLayer;
import io.trtdoctor.probe.BuilderLayerJson;
import io.trtdoctor.probe.Measurement;
import io.trtdoctor.probe.MeasurementJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What came of a request.
 *
 * @param id the request's
 * @param status how it ended
 * @param detail for {@link Status#REFUSED} the reason, for {@link Status#FAILED} what was raised on
 *     our side, empty if nothing
 * @param planBytes the size of the serialised engine
 * @param calibrationCache what TensorRT handed to {@code writeCalibrationCache}
 * @param engine the engine inspector's JSON
 * @param layers TensorRT's network
 * @param measurement what came of running the engine
 * @param doubtful whether this process must not build again, for example since its CUDA context is
 *     lost
 */
public record Answer(
    long id,
    Status status,
    Optional<String> detail,
    OptionalLong planBytes,
    Optional<String> calibrationCache,
    Optional<String> engine,
    List<BuilderLayer> layers,
    Optional<Measurement> measurement,
    boolean doubtful) {
  /** How a request ended. */
  public enum Status {
    /** An engine came out. */
    BUILT,
    /** TensorRT made none. */
    FAILED,
    /** The recipe asks for what cannot be done here, for example a file that is not there. */
    REFUSED
  }

  public Answer {
    layers = List.copyOf(layers);
  }

  /** An answer with nothing but its status. */
  public static Answer of(long id, Status status, String detail) {
    return new Answer(
        id,
        status,
        Optional.of(detail),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        false);
  }

  public void send(Connection connection) throws IOException {
    ObjectNode tree = Json.object().put("id", id).put("status", status.name());
    detail.ifPresent(text -> tree.put("detail", text));
    planBytes.ifPresent(bytes -> tree.put("plan_bytes", bytes));
    calibrationCache.ifPresent(text -> tree.put("calibration_cache", text));
    engine.ifPresent(text -> tree.put("engine", text));
    ArrayNode array = tree.putArray("layers");
    layers.forEach(layer -> array.add(BuilderLayerJson.tree(layer)));
    measurement.ifPresent(m -> tree.set("measurement", MeasurementJson.tree(m)));
    tree.put("doubtful", doubtful);
    connection.send(FrameType.ANSWER, Json.bytes(tree));
  }

  public static Answer read(Frame frame) throws ProtocolException {
    JsonNode tree = Json.tree(frame, FrameType.ANSWER);
    try {
      return new Answer(
          tree.path("id").asLong(-1),
          Status.valueOf(tree.path("status").asText()),
          text(tree, "detail"),
          tree.has("plan_bytes")
              ? OptionalLong.of(tree.get("plan_bytes").asLong())
              : OptionalLong.empty(),
          text(tree, "calibration_cache"),
          text(tree, "engine"),
          layers(tree.path("layers")),
          tree.has("measurement")
              ? Optional.of(MeasurementJson.read(tree.get("measurement")))
              : Optional.empty(),
          tree.path("doubtful").asBoolean());
    } catch (IllegalArgumentException | DoctorException e) {
      throw new ProtocolException("an answer that makes no sense: " + e.getMessage(), e);
    }
  }

  private static List<BuilderLayer> layers(JsonNode array) {
    List<BuilderLayer> layers = new ArrayList<>();
    array.forEach(node -> layers.add(BuilderLayerJson.read(node)));
    return layers;
  }

  private static Optional<String> text(JsonNode tree, String field) {
    return Optional.ofNullable(tree.path(field).textValue());
  }
}
