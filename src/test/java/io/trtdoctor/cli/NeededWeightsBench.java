package io.trtdoctor.cli;

import io.trtdoctor.bundle.Draft;
import io.trtdoctor.bundle.Packer;
import io.trtdoctor.bundle.Redaction;
import io.trtdoctor.bundle.Wishes;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.onnx.OnnxModel;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import io.trtdoctor.stored.StoredCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A build that fails as recorded while certain weights are the true ones, and else comes out. */
final class NeededWeightsBench {
  private final OnnxModel own;
  private final Set<TensorName> needed;
  private final Path folder;

  NeededWeightsBench(OnnxModel own, Set<TensorName> needed, Path folder) {
    this.own = own;
    this.needed = needed;
    this.folder = folder;
  }

  Optional<Set<TensorName>> found() throws IOException, InterruptedException {
    Redaction redaction = Redaction.of(List.of(), Optional.empty());
    Path stored;
    try (Stream<Path> cases = Files.list(folder.resolve("cases"))) {
      stored = cases.findFirst().orElseThrow();
    }
    Wishes wishes =
        new Wishes(Optional.empty(), Optional.empty(), false, Set.of(), false, Optional.empty());
    Draft draft =
        new Packer(
                StoredCase.read(stored),
                wishes,
                redaction,
                Files.createDirectory(folder.resolve("staging")))
            .draft();
    FailureCheck check =
        new FailureCheck(
            draft.failing().orElseThrow().outcome(), Optional.empty(), Duration.ofMinutes(1));
    return new NeededWeights(
            draft, redaction, check, new Played(), Files.createDirectory(folder.resolve("tried")))
        .search(draft.recipe().orElseThrow(), 1);
  }

  private final class Played implements ProbeRunner {
    @Override
    public Outcome run(Recipe recipe, Until until, Duration limit) {
      List<TensorName> unlike =
          own.weightsUnlike(OnnxModel.read(recipe.model().path().orElseThrow()));
      return needed.stream().anyMatch(unlike::contains)
          ? SampleCase.built()
          : SampleCase.failed(SampleCase.ERROR);
    }

    @Override
    public void close() {
      // nothing is open
    }
  }
}
