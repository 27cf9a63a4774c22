package io.trtdoctor.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What {@code bundle.json} tells.
 *
 * @param trtDoctor the version that packed it
 * @param model what became of the model
 * @param recordedRecipe the hash of the recipe in the recording whose failure this is, empty if no
 *     build was made
 * @param failure what is to be seen again
 * @param files the SHA-256 of every other file by its name
 */
public record Manifest(
    String trtDoctor,
    ModelFacts model,
    Optional<String> recordedRecipe,
    Failure failure,
    Map<String, String> files) {
  /** Its name in a bundle. */
  public static final String NAME = "bundle.json";

  private static final int VERSION = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  public Manifest {
    files = java.util.Collections.unmodifiableMap(new TreeMap<>(files));
  }

  /**
   * The model in a bundle.
   *
   * @param network {@code whole} or {@code reduced}
   * @param weights {@code made-up}, {@code own}, or {@code none} if there is no model
   * @param ownWeights weights that are the true ones among made-up ones
   */
  public record ModelFacts(String network, String weights, List<String> ownWeights) {
    public ModelFacts {
      ownWeights = List.copyOf(ownWeights);
    }
  }

  /**
   * What the recorded build ended in.
   *
   * @param kind {@code failed}, {@code crashed}, {@code hung}, {@code built}, or {@code unknown}
   * @param message the first error
   * @param pattern what is the same of it in every build
   * @param symptom what the case is about, as {@code --symptom} named it; empty for how the build
   *     ended
   * @param check {@code seen-again}, {@code gone}, {@code other}, {@code not-checked}
   */
  public record Failure(
      String kind,
      Optional<String> message,
      Optional<String> pattern,
      Optional<String> symptom,
      String check) {
    /** The same with what a check came to. */
    public Failure checked(String outcome) {
      return new Failure(kind, message, pattern, symptom, outcome);
    }

    /** The same of a case that is about a symptom. */
    public Failure with(Optional<String> hunted) {
      return new Failure(kind, message, pattern, hunted, check);
    }
  }

  /** As JSON with a line break at its end. */
  public String json() {
    ObjectNode out = MAPPER.createObjectNode();
    out.put("schemaVersion", VERSION).put("trtDoctor", trtDoctor);
    ObjectNode facts = out.putObject("model");
    facts.put("network", model.network()).put("weights", model.weights());
    ArrayNode own = facts.putArray("ownWeights");
    model.ownWeights().forEach(own::add);
    recordedRecipe.ifPresent(hash -> out.put("recordedRecipe", hash));
    ObjectNode ended = out.putObject("failure").put("kind", failure.kind());
    failure.message().ifPresent(message -> ended.put("message", message));
    failure.pattern().ifPresent(pattern -> ended.put("pattern", pattern));
    failure.symptom().ifPresent(symptom -> ended.put("symptom", symptom));
    ended.put("check", failure.check());
    ObjectNode hashes = out.putObject("files");
    files.forEach(hashes::put);
    return out.toPrettyString() + "\n";
  }

  /**
   * Reads what {@link #json} has written.
   *
   * @throws BadInputException if it is something else
   */
  public static Manifest read(String json) {
    JsonNode node = tree(json);
    List<String> own = new ArrayList<>();
    node.path("model").path("ownWeights").forEach(name -> own.add(name.asText()));
    Map<String, String> files = new TreeMap<>();
    node.path("files").properties().forEach(e -> files.put(e.getKey(), e.getValue().asText()));
    JsonNode model = node.path("model");
    JsonNode failure = node.path("failure");
    return new Manifest(
        node.path("trtDoctor").asText(),
        new ModelFacts(model.path("network").asText(), model.path("weights").asText(), own),
        text(node, "recordedRecipe"),
        new Failure(
            failure.path("kind").asText(),
            text(failure, "message"),
            text(failure, "pattern"),
            text(failure, "symptom"),
            failure.path("check").asText()),
        files);
  }

  private static JsonNode tree(String json) {
    try {
      JsonNode node = MAPPER.readTree(json);
      if (node.path("schemaVersion").asInt() == VERSION) {
        return node;
      }
      throw new BadInputException(Message.of("bundle.manifest-other", VERSION));
    } catch (JsonProcessingException e) {
      throw new BadInputException(
          Message.of("bundle.manifest-wrong", String.valueOf(e.getOriginalMessage())), e);
    }
  }

  private static Optional<String> text(JsonNode node, String field) {
    return Optional.ofNullable(node.get(field)).map(JsonNode::asText);
  }
}
