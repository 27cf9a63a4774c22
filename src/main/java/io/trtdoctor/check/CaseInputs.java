package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.CalibrationCache;
import java.util.Optional;

/**
 * All that is at hand to judge one build by.
 *
 * @param log what the build printed; empty when only a model or a cache was given
 * @param settings how the build was made, as far as the command line and the log say
 */
public record CaseInputs(
    Optional<BuildLog> log,
    BuildSettings settings,
    Optional<NetworkGraph> network,
    Optional<NamedCache> cache) {
  /** A calibration cache with the name the user gave it by. */
  public record NamedCache(String name, CalibrationCache cache) {}
}
