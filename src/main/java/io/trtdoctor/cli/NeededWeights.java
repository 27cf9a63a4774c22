package io.trtdoctor.cli;

import io.trtdoctor.bundle.Draft;
import io.trtdoctor.bundle.Redaction;
import io.trtdoctor.bundle.Weights;
import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.search.CulpritSearch;
import io.trtdoctor.search.Reply;
import io.trtdoctor.search.SearchOptions;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/** Searches for the fewest true weights without which a failure is gone. */
final class NeededWeights {
  private final Draft draft;
  private final Redaction redaction;
  private final FailureCheck check;
  private final ProbeRunner runner;
  private final Path folder;

  /**
   * @param folder for the models that are tried
   */
  NeededWeights(
      Draft draft, Redaction redaction, FailureCheck check, ProbeRunner runner, Path folder) {
    this.draft = draft;
    this.redaction = redaction;
    this.check = check;
    this.runner = runner;
    this.folder = folder;
  }

  /**
   * The smallest set that was found, empty if none was.
   *
   * @param recipe the build whose failure is gone with made-up weights
   * @throws InterruptedException if the thread is interrupted
   */
  Optional<Set<TensorName>> search(Recipe recipe, int workers) throws InterruptedException {
    Weights weights = draft.weights().orElseThrow();
    return CulpritSearch.among(weights.replaceable())
        .with(SearchOptions.plain().withWorkers(workers))
        .run(kept -> Reply.of(check.run(runner, recipe.on(model(weights, kept))).answer()))
        .culprits()
        .stream()
        .min(Comparator.comparingInt(Set::size));
  }

  private FileRef model(Weights weights, Set<TensorName> kept) {
    try {
      Path file = Files.createTempFile(folder, "tried", ".onnx");
      try (OutputStream out = Files.newOutputStream(file)) {
        weights.madeUpBut(kept).published(redaction).writeTo(out);
      }
      return FileRef.of(file);
    } catch (IOException e) {
      throw new MachineLacksException(
          Message.of("bundle.cannot-write", folder, String.valueOf(e.getMessage())), e);
    }
  }
}
