package io.trtdoctor.probe;

import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.TensorName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A recipe as the checks know a build's settings. */
public final class RecipeSettings {
  private static final String ORIGIN = "recipe";

  private RecipeSettings() {}

  /** The settings that the recipe's build is made with; nothing of them is in doubt. */
  public static BuildSettings of(Recipe recipe) {
    return new BuildSettings(
        recipe.flags(),
        Optional.of(recipe.constraintMode()),
        recipe.constraints(),
        recipe.calibrator(),
        recipe.calibrationCache().map(RecipeSettings::name),
        dimensions(recipe, ShapeRange::min),
        dimensions(recipe, ShapeRange::opt),
        dimensions(recipe, ShapeRange::max),
        recipe.workspaceBytes().stream().boxed().findFirst(),
        Stream.of("--calibrator", "--calib", "--workspace", "--stronglyTyped")
            .collect(Collectors.toMap(Function.identity(), option -> ORIGIN)),
        List.of());
  }

  private static String name(FileRef file) {
    return file.path().map(Object::toString).orElse(file.sha256());
  }

  private static Map<String, List<Integer>> dimensions(
      Recipe recipe, Function<ShapeRange, List<Integer>> which) {
    return recipe.shapes().entrySet().stream()
        .collect(Collectors.toMap(RecipeSettings::input, entry -> which.apply(entry.getValue())));
  }

  private static String input(Map.Entry<TensorName, ShapeRange> entry) {
    return entry.getKey().value();
  }
}
