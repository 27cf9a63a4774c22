package io.trtdoctor.worker.child;

import io.trtdoctor.probe.Recipe;
import io.trtdoctor.trt.CalibrationFeed;
import io.trtdoctor.trt.ParsedNetwork.Input;
import io.trtdoctor.trt.RefusalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** Hands over the batches and the cache of a recipe. */
final class RecipeFeed implements CalibrationFeed {
  private final Recipe recipe;
  private final BatchFeed batches;
  private Optional<String> cacheProblem = Optional.empty();

  RecipeFeed(Recipe recipe, List<Input> inputs) {
    this.recipe = recipe;
    this.batches = new BatchFeed(recipe.batches(), recipe.shapes(), inputs);
  }

  /** Why the recipe's data could not be handed over; the build then says nothing of the recipe. */
  Optional<String> problem() {
    return batches.problem().or(() -> cacheProblem);
  }

  @Override
  public int batchSize() {
    return batches.batchSize();
  }

  @Override
  public Batch next(List<String> names) {
    return batches.next(names);
  }

  @Override
  public Optional<byte[]> cache() {
    try {
      return recipe.calibrationCache().isPresent()
          ? Optional.of(Files.readAllBytes(ProbeBench.pathOf(recipe.calibrationCache().get())))
          : Optional.empty();
    } catch (IOException e) {
      cacheProblem = Optional.of(e.toString());
      throw new UncheckedIOException(e);
    } catch (RefusalException e) {
      cacheProblem = Optional.of(e.getMessage());
      throw e;
    }
  }
}
