package io.trtdoctor.bundle;

import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Recipe;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The files that a recipe names. */
final class RecipeFiles {
  private RecipeFiles() {}

  /** The recipe with other files in place of its own. */
  static Recipe replaced(Recipe recipe, UnaryOperator<FileRef> files) {
    Recipe.Builder copy = recipe.on(files.apply(recipe.model())).toBuilder();
    recipe.calibrationCache().map(files).ifPresent(copy::calibrationCache);
    copy.plugins(recipe.plugins().stream().map(files).toList());
    recipe
        .calibrator()
        .ifPresent(algorithm -> copy.calibrator(algorithm, replaced(recipe.batches(), files)));
    return copy.build();
  }

  /** The batches likewise. */
  static Batches replaced(Batches batches, UnaryOperator<FileRef> files) {
    if (batches instanceof Batches.Files own) {
      return new Batches.Files(
          own.samples().stream().map(sample -> replaced(sample, files)).toList());
    }
    return batches;
  }

  private static Batches.Sample replaced(Batches.Sample sample, UnaryOperator<FileRef> files) {
    Map<String, List<Batches.Source>> inputs = new HashMap<>();
    sample
        .inputs()
        .forEach(
            (input, sources) ->
                inputs.put(
                    input, sources.stream().map(source -> replaced(source, files)).toList()));
    return new Batches.Sample(inputs);
  }

  private static Batches.Source replaced(Batches.Source source, UnaryOperator<FileRef> files) {
    return new Batches.Source(
        files.apply(source.file()),
        source.format(),
        source.member(),
        source.index(),
        source.type(),
        source.image());
  }
}
