package io.trtdoctor.stored;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.error.DoctorException;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.RecipeJson;
import io.trtdoctor.record.RecordedProbe;
import io.trtdoctor.record.RecordingReader;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A case folder, as {@code diagnose --out} and {@code bisect --out} leave it. */
public final class StoredCase {
  /** The recording of the case's probes. */
  public static final String PROBES = "probes.gz";

  /** The smallest network that still fails, if one was searched for. */
  public static final String REDUCED = "reduced.onnx";

  private static final String FACTS = "case.json";
  private static final String FINDINGS = "findings.json";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path folder;
  private final JsonNode facts;
  private final JsonNode findings;
  private final List<RecordedProbe> probes;

  private StoredCase(Path folder, JsonNode facts, JsonNode findings, List<RecordedProbe> probes) {
    this.folder = folder;
    this.facts = facts;
    this.findings = findings;
    this.probes = List.copyOf(probes);
  }

  /** A file that went into the case. */
  public record Input(String role, String name, String sha256) {}

  /**
   * Reads a case folder; files that it does not know are left alone.
   *
   * @throws BadInputException if the folder is none
   */
  public static StoredCase read(Path folder) {
    if (!Files.isRegularFile(folder.resolve(FACTS))) {
      throw new BadInputException(Message.of("stored.no-case", folder));
    }
    Path probes = folder.resolve(PROBES);
    return new StoredCase(
        folder,
        json(folder.resolve(FACTS)),
        json(folder.resolve(FINDINGS)),
        Files.isRegularFile(probes) ? RecordingReader.read(probes) : List.of());
  }

  private static JsonNode json(Path file) {
    try {
      JsonNode node = MAPPER.readTree(Files.readAllBytes(file));
      if (node.isObject()) {
        return node;
      }
      throw new BadInputException(Message.of("stored.no-json", file, node.getNodeType()));
    } catch (IOException e) {
      throw new BadInputException(Message.of("stored.no-json", file, reason(e)), e);
    }
  }

  private static String reason(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  public Path folder() {
    return folder;
  }

  /** The members of {@code case.json}. */
  JsonNode facts() {
    return facts;
  }

  /** The members of {@code findings.json}. */
  JsonNode findings() {
    return findings;
  }

  /** Every probe of the case, in order. */
  public List<RecordedProbe> probes() {
    return probes;
  }

  /** The name of the cause that the verdict names. */
  public Optional<String> cause() {
    return text(findings.path("verdict").path("cause"));
  }

  /** The files that went in, in order. */
  public List<Input> inputs() {
    List<Input> inputs = new ArrayList<>();
    for (JsonNode input : facts.path("inputs")) {
      inputs.add(
          new Input(
              input.path("role").asText(),
              input.path("name").asText(),
              input.path("sha256").asText()));
    }
    return inputs;
  }

  /** The first file in that role. */
  public Optional<Input> input(String role) {
    return inputs().stream().filter(input -> input.role().equals(role)).findFirst();
  }

  /** The value of a setting of the build, by its option. */
  public Optional<String> setting(String option) {
    return Optional.ofNullable(settings().get(option));
  }

  /** The settings by option; those with several values, such as layers' precisions, numbered. */
  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    for (JsonNode row : facts.path("settings")) {
      String option = row.path("option").asText();
      String key = option;
      for (int i = 2; settings.containsKey(key); i++) {
        key = option + " (" + i + ")";
      }
      settings.put(key, row.path("value").asText());
    }
    return settings;
  }

  /** The command line that the case was made with. */
  public List<String> command() {
    List<String> words = new ArrayList<>();
    facts.path("command").forEach(word -> words.add(word.asText()));
    return words;
  }

  /** The value that the command line gave an option. */
  public Optional<String> option(String name) {
    List<String> words = command();
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equals(name) && i + 1 < words.size()) {
        return Optional.of(words.get(i + 1));
      } else if (words.get(i).startsWith(name + "=")) {
        return Optional.of(words.get(i).substring(name.length() + 1));
      }
    }
    return Optional.empty();
  }

  /** TensorRT, CUDA, driver and GPU of the case's own build, and what judged it. */
  public Map<String, String> environment() {
    Map<String, String> all = new LinkedHashMap<>();
    facts
        .path("build")
        .path("machine")
        .properties()
        .forEach(fact -> all.put(fact.getKey(), fact.getValue().asText()));
    all.remove("pid");
    facts
        .path("versions")
        .properties()
        .forEach(fact -> all.put(fact.getKey(), fact.getValue().asText()));
    return all;
  }

  /**
   * The recipe of the case's own build; files are known by their content alone.
   *
   * @throws BadInputException if there is something else in its place
   */
  public Optional<Recipe> recipe() {
    JsonNode recipe = facts.path("build").path("recipe");
    if (!recipe.has("model")) {
      return Optional.empty();
    }
    try {
      return Optional.of(RecipeJson.readTrusted(recipe));
    } catch (DoctorException e) {
      throw new BadInputException(
          Message.of("stored.no-json", folder.resolve(FACTS), e.explanation()), e);
    }
  }

  /** The probe that was recorded of a recipe: the last that ran to its end, else the last. */
  public Optional<RecordedProbe> probeOf(Recipe recipe) {
    return RecordedProbe.whole(
        probes.stream().filter(probe -> probe.recipe().hash().equals(recipe.hash())).toList());
  }

  /**
   * All files in the folder and below, relative to it, in order; links are no files.
   *
   * @throws BadInputException if the folder cannot be read
   */
  public List<Path> files() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .map(folder::relativize)
          .sorted()
          .toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      throw new BadInputException(Message.of("stored.no-case", folder), e);
    }
  }

  static Optional<String> text(JsonNode node) {
    return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
  }
}
