package io.trtdoctor.worker.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trtdoctor.error.DoctorException;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.RecipeJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A probe to run.
 *
 * @param id chosen by the parent; the answer carries it
 * @param recipe with the paths of its files
 * @param inspect whether to ask a built engine for its layers
 * @param timingCache where kernel timings are kept, if they are
 */
public record Request(long id, Recipe recipe, boolean inspect, Optional<Path> timingCache) {
  public void send(Connection connection) throws IOException {
    ObjectNode tree = Json.object().put("id", id).put("inspect", inspect);
    timingCache.ifPresent(path -> tree.put("timing_cache", path.toString()));
    tree.set("recipe", RecipeJson.tree(recipe, true));
    connection.send(FrameType.REQUEST, Json.bytes(tree));
  }

  public static Request read(Frame frame) throws ProtocolException {
    JsonNode tree = Json.tree(frame, FrameType.REQUEST);
    try {
      return new Request(
          tree.path("id").asLong(),
          RecipeJson.readTrusted(tree.path("recipe")),
          tree.path("inspect").asBoolean(),
          Optional.ofNullable(tree.path("timing_cache").textValue()).map(Path::of));
    } catch (DoctorException e) {
      throw new ProtocolException("a request without a usable recipe: " + e.getMessage(), e);
    }
  }
}
