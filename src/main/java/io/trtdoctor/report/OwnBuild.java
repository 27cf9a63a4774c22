package io.trtdoctor.report;

import io.trtdoctor.model.EngineLayer;
import io.trtdoctor.text.Message;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The build that was made for a case, if one was.
 *
 * @param chosen which TensorRT it was made with and why, or which recording it comes from
 * @param recipeHash the recipe's stable hash, empty if no build was made
 * @param recipe the recipe's JSON
 * @param machine the versions of TensorRT, CUDA and driver, and the GPU's name
 * @param engine what the engine inspector tells of the built engine's layers
 * @param files files for the case folder, by their names there
 */
public record OwnBuild(
    Message chosen,
    String recipeHash,
    String recipe,
    Map<String, String> machine,
    List<EngineLayer> engine,
    Map<String, Path> files) {
  public OwnBuild {
    machine = Collections.unmodifiableMap(new LinkedHashMap<>(machine));
    engine = List.copyOf(engine);
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
  }

  /** No build was made. */
  public static OwnBuild none() {
    return new OwnBuild(Message.of("report.no-build"), "", "{}", Map.of(), List.of(), Map.of());
  }

  /** The same with other files for the case folder. */
  public OwnBuild with(Map<String, Path> others) {
    return new OwnBuild(chosen, recipeHash, recipe, machine, engine, others);
  }

  boolean isMade() {
    return !recipeHash.isEmpty();
  }
}
