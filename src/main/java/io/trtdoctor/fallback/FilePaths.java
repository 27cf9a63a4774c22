package io.trtdoctor.fallback;

import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Recipe;
import java.util.List;

/** The paths of a recipe's files, with stand-ins where the recipe knows only their content. */
final class FilePaths {
  private FilePaths() {}

  static String model(Recipe recipe) {
    return path(recipe.model(), "model.onnx");
  }

  static List<String> plugins(Recipe recipe) {
    return recipe.plugins().stream().map(plugin -> path(plugin, "plugin.so")).toList();
  }

  private static String path(FileRef file, String standIn) {
    return file.path().map(Object::toString).orElse(standIn);
  }
}
