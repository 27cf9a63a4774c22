package io.trtdoctor.fallback;

import io.trtdoctor.model.BuilderLayer;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.text.Message;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A build that works in place of one that does not, as it was verified.
 *
 * @param title what it is, in one line
 * @param recipe what was built
 * @param layers TensorRT's network of that build before fusion, with what was asked of each layer
 * @param lifted how it differs from the build that failed
 * @param calibrationCache the text of the cache that its scales came from, empty if there is none
 * @param latencyMs the median time of one inference in milliseconds, if it was measured
 * @param difference from the outputs at FP32: relative L2, if it was measured
 */
public record Fallback(
    Message title,
    Recipe recipe,
    List<BuilderLayer> layers,
    List<LiftedLayer> lifted,
    Optional<String> calibrationCache,
    OptionalDouble latencyMs,
    OptionalDouble difference) {
  public Fallback {
    layers = List.copyOf(layers);
    lifted = List.copyOf(lifted);
  }
}
