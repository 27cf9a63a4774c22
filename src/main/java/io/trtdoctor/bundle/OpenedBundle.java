package io.trtdoctor.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.RecipeJson;
import io.trtdoctor.record.RecordedProbe;
import io.trtdoctor.record.RecordingReader;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A bundle that was unpacked.
 *
 * @param folder where it lies
 */
public record OpenedBundle(Path folder, Manifest manifest) {
  /** The network, if the case had one. */
  public static final String MODEL = "model.onnx";

  static final String RECIPE = "recipe.json";
  static final String CACHE = "calibration.cache";
  static final String PROBES = "probes.gz";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * A bundle that lies in a folder, unchecked. Its files are named by absolute paths, since builds
   * are made in a folder of their own.
   */
  public static OpenedBundle of(Path folder) {
    return new OpenedBundle(
        folder.toAbsolutePath().normalize(), Manifest.read(text(folder.resolve(Manifest.NAME))));
  }

  /**
   * Compares every file with the manifest.
   *
   * @throws BadInputException if one is missing or differs
   */
  static void check(Path folder) {
    for (Map.Entry<String, String> file : of(folder).manifest().files().entrySet()) {
      if (!EntryName.isSound(file.getKey())
          || !Files.isRegularFile(folder.resolve(file.getKey()))
          || !FileRef.of(folder.resolve(file.getKey())).sha256().equals(file.getValue())) {
        throw new BadInputException(Message.of("bundle.damaged", file.getKey()));
      }
    }
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new BadInputException(Message.of("bundle.no-manifest", file.getFileName()), e);
    }
  }

  /** A file of the bundle, if it is there. */
  public Optional<Path> file(String name) {
    return Optional.of(folder.resolve(name)).filter(Files::isRegularFile);
  }

  /** The recording of the case's probes, if it has any. */
  public Optional<Path> recording() {
    return file(PROBES);
  }

  /** The calibration cache that the build read. */
  public Optional<Path> cache() {
    return file(CACHE);
  }

  /**
   * The recipe to build by, with its files where they were unpacked; empty if no build was made.
   *
   * @throws BadInputException if it names a file that is not the bundle's
   */
  public Optional<Recipe> recipe() {
    return file(RECIPE)
        .map(file -> RecipeJson.readTrusted(tree(text(file))))
        .map(recipe -> RecipeFiles.replaced(recipe, this::own));
  }

  private static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new BadInputException(Message.of("bundle.manifest-wrong", e.getOriginalMessage()), e);
    }
  }

  /** A file without a path is one that the bundle does not have. */
  private FileRef own(FileRef named) {
    if (named.path().isEmpty()) {
      return named;
    }
    String name = named.path().get().toString().replace('\\', '/');
    if (!named.sha256().equals(manifest.files().get(name))) {
      throw new BadInputException(Message.of("bundle.foreign-path", name));
    }
    return new FileRef(named.sha256(), Optional.of(folder.resolve(name)));
  }

  /**
   * The probe whose failure the bundle is about, on the network as it was unpacked: its recipe
   * names the files that were recorded by their content, and where those of the bundle lie.
   */
  public Optional<RecordedProbe> failing() {
    return manifest.recordedRecipe().flatMap(hash -> recording().flatMap(file -> in(file, hash)));
  }

  private Optional<RecordedProbe> in(Path file, String hash) {
    List<RecordedProbe> probes =
        RecordingReader.read(file, probe -> probe.recipe().hash().equals(hash));
    return RecordedProbe.whole(probes)
        .map(
            probe ->
                new RecordedProbe(hash, placed(probe.recipe()), probe.until(), probe.outcome()));
  }

  private Recipe placed(Recipe recipe) {
    Recipe.Builder placed =
        recipe.on(new FileRef(recipe.model().sha256(), file(MODEL))).toBuilder();
    recipe
        .calibrationCache()
        .ifPresent(c -> placed.calibrationCache(new FileRef(c.sha256(), cache())));
    return placed.build();
  }
}
