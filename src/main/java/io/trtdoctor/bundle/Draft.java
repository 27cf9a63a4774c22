package io.trtdoctor.bundle;

import io.trtdoctor.probe.Recipe;
import io.trtdoctor.record.RecordedProbe;
import io.trtdoctor.text.Message;
import java.util.List;
import java.util.Optional;

/**
 * A bundle before it is known whether its failure is still there.
 *
 * @param contents all but scripts, manifest and explanation
 * @param recipe what is built from the bundle, with its files where they lie until it is packed;
 *     empty if the case had no build
 * @param failing the recorded probe whose failure this is, in other words where that is wanted
 * @param weights of the network, empty if there is none
 * @param reduced whether the network is the reduced one
 * @param ownWeights whether all weights are the true ones
 * @param keptWeights weights that are the true ones where others are made up
 * @param environment what the case's build was made with, a line each
 * @param notes what else there is to say
 */
public record Draft(
    Contents contents,
    Optional<Recipe> recipe,
    Optional<RecordedProbe> failing,
    Optional<Weights> weights,
    boolean reduced,
    boolean ownWeights,
    List<String> keptWeights,
    List<String> environment,
    List<Message> notes) {
  public Draft {
    notes = List.copyOf(notes);
    keptWeights = List.copyOf(keptWeights);
    environment = List.copyOf(environment);
  }

  /** Whether there are made-up weights among those of the network. */
  public boolean hasMadeUpWeights() {
    return weights.isPresent() && !ownWeights;
  }
}
