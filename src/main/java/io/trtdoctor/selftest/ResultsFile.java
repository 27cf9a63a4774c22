package io.trtdoctor.selftest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.selftest.PartResult.Status;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Results, one JSON object a line, appended as they come: parts run at different times add up, and
 * of the same part the last counts.
 */
public final class ResultsFile {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path file;

  public ResultsFile(Path file) {
    this.file = file;
  }

  /**
   * Adds a result.
   *
   * @throws MachineLacksException if the disk refuses
   */
  public void add(PartResult result) {
    ObjectNode node =
        MAPPER
            .createObjectNode()
            .put("part", result.part().tag())
            .put("status", result.status().name())
            .put("seconds", result.seconds());
    ObjectNode facts = node.putObject("facts");
    result.facts().forEach(facts::put);
    try {
      Files.writeString(
          file,
          MAPPER.writeValueAsString(node) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new MachineLacksException(
          Message.of("cli.cannot-write", file.toString(), String.valueOf(e.getMessage())), e);
    }
  }

  /**
   * The last result of each part that was run at all, in the parts' order.
   *
   * @throws BadInputException if there is something else in the file
   */
  public List<PartResult> read() {
    Map<Part, PartResult> last = new EnumMap<>(Part.class);
    try {
      for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
        PartResult result = result(MAPPER.readTree(line));
        if (result.status() != Status.SKIPPED || !last.containsKey(result.part())) {
          last.put(result.part(), result);
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new BadInputException(
          Message.of("cli.cannot-read", file.toString(), String.valueOf(e.getMessage())), e);
    }
    return List.copyOf(last.values());
  }

  private static PartResult result(JsonNode node) {
    Map<String, String> facts = new LinkedHashMap<>();
    node.path("facts").properties().forEach(e -> facts.put(e.getKey(), e.getValue().asText()));
    return new PartResult(
        Part.ofTag(node.path("part").asText())
            .orElseThrow(() -> new IllegalArgumentException("no part " + node.path("part"))),
        Status.valueOf(node.path("status").asText()),
        node.path("seconds").asDouble(),
        facts);
  }
}
