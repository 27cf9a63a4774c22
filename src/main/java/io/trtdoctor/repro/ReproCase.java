package io.trtdoctor.repro;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.RecipeJson;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * One repro case: a folder with {@code case.json} and the files that its recipe names.
 *
 * <p>{@code recipe} is a recipe without its line, {@code recipe_on} holds fields that differ from
 * line to line (caches name the version that wrote them); {@code expected} and {@code expected_on}
 * likewise say what the verdict has to be.
 */
public final class ReproCase {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String GZIP = ".gz";

  private final Path folder;
  private final JsonNode json;

  private ReproCase(Path folder, JsonNode json) {
    this.folder = folder;
    this.json = json;
  }

  /**
   * The cases in a folder of cases, by name.
   *
   * @throws BadInputException if there are none or one of them cannot be read
   */
  public static List<ReproCase> in(Path cases) {
    List<ReproCase> found = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(cases)) {
      for (Path folder : folders) {
        if (Files.exists(folder.resolve("case.json"))) {
          found.add(read(folder));
        }
      }
    } catch (IOException e) {
      throw unreadable(cases, e);
    }
    if (found.isEmpty()) {
      throw new BadInputException(Message.of("repro.no-cases", cases));
    }
    found.sort(java.util.Comparator.comparing(ReproCase::name));
    return found;
  }

  /** The case in a folder. */
  public static ReproCase read(Path folder) {
    Path file = folder.resolve("case.json");
    try {
      JsonNode json = MAPPER.readTree(Files.readString(file));
      for (String field : List.of("title", "fault", "recipe", "expected")) {
        if (!json.has(field)) {
          throw new BadInputException(Message.of("repro.field-missing", file, field));
        }
      }
      return new ReproCase(folder, json);
    } catch (JsonProcessingException e) {
      throw new BadInputException(
          Message.of("repro.no-json", file, String.valueOf(e.getOriginalMessage())), e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static BadInputException unreadable(Path file, IOException e) {
    return new BadInputException(
        Message.of("repro.unreadable", file, String.valueOf(e.getMessage())), e);
  }

  /** The folder's name. */
  public String name() {
    return folder.toAbsolutePath().normalize().getFileName().toString();
  }

  public Path folder() {
    return folder;
  }

  public String title() {
    return json.get("title").asText();
  }

  /** What is wrong with the build. */
  public String fault() {
    return json.get("fault").asText();
  }

  /**
   * The recipe on a line of TensorRT.
   *
   * @param scratch where a compressed model is unpacked to
   * @throws BadInputException if it is no recipe or a file is missing
   */
  public Recipe recipe(String line, Path scratch) {
    ObjectNode recipe = json.get("recipe").deepCopy();
    JsonNode differing = json.path("recipe_on").path(line);
    differing.properties().forEach(field -> recipe.set(field.getKey(), field.getValue()));
    recipe.put("line", line);
    String model = recipe.path("model").asText("");
    if (model.endsWith(GZIP)) {
      recipe.put("model", unpacked(folder.resolve(model), scratch).toString());
    }
    return RecipeJson.read(recipe, folder);
  }

  private Path unpacked(Path compressed, Path scratch) {
    Path target = scratch.toAbsolutePath().resolve(name() + ".onnx");
    try {
      Files.createDirectories(scratch);
      try (InputStream in = new GZIPInputStream(Files.newInputStream(compressed))) {
        Files.copy(in, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
      return target;
    } catch (IOException e) {
      throw new MachineLacksException(
          Message.of("repro.cannot-unpack", compressed, target, String.valueOf(e.getMessage())), e);
    }
  }

  /** What the verdict has to be where the fault shows. */
  public Expectation expected() {
    return expectation(json.get("expected"));
  }

  /** What the verdict has to be on a line, which may not show the fault. */
  public Expectation expected(String line) {
    JsonNode differing = json.path("expected_on").path(line);
    return differing.isMissingNode() ? expected() : expectation(differing);
  }

  /** Whether a verdict on a line is the expected one or names another cause that is right. */
  public boolean accepts(Expectation verdict, String line) {
    return verdict.equals(expected(line))
        || verdict.cause().filter(alsoRight()::contains).isPresent();
  }

  private static Expectation expectation(JsonNode node) {
    return new Expectation(
        node.path("status").asText(),
        Optional.ofNullable(node.get("cause")).map(JsonNode::asText),
        Optional.ofNullable(node.get("certainty")).map(JsonNode::asText));
  }

  /** Other causes that would be right as well. */
  public Set<String> alsoRight() {
    return texts("also_right");
  }

  /** The lines on which the fault was seen. */
  public Set<String> seenOn() {
    return texts("seen_on");
  }

  private Set<String> texts(String field) {
    Set<String> texts = new LinkedHashSet<>();
    json.path(field).forEach(node -> texts.add(node.asText()));
    return texts;
  }

  /** The name of the recording made on a line. */
  public static String recordingName(String line) {
    return "trt-" + line + ".recording";
  }

  @Override
  public String toString() {
    return name();
  }
}
