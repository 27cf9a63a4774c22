package io.trtdoctor.bundle;

import io.trtdoctor.model.TensorName;
import io.trtdoctor.probe.Batches;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What the reporter wants to hand out.
 *
 * @param model where the case's model lies, empty for where it lay
 * @param cache likewise for the calibration cache
 * @param ownWeights whether the true weights go in, all of them
 * @param keptWeights weights that go in as they are where the others are made up
 * @param wholeNetwork whether the whole network goes in though there is a reduced one
 * @param data the samples of the case with their files, empty to leave them out
 */
public record Wishes(
    Optional<Path> model,
    Optional<Path> cache,
    boolean ownWeights,
    Set<TensorName> keptWeights,
    boolean wholeNetwork,
    Optional<Batches.Files> data) {
  public Wishes {
    keptWeights = Set.copyOf(keptWeights);
  }
}
