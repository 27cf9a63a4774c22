package io.trtdoctor.reduce;

import io.trtdoctor.search.Answer;
import java.nio.file.Path;
import java.util.List;

/**
 * What a reduction came to.
 *
 * @param given the answer for the model as it was given; without {@code FAILS} nothing was reduced
 * @param file the smallest model that fails; the given one if none smaller was found
 * @param layersBefore how many layers the given model has, constants counted in
 * @param layersAfter how many the smallest has
 * @param tries how many models were tried
 * @param steps those that made it smaller, in order
 * @param seeded whether its weights are made up
 * @param complete whether no layer of it can be taken out any more; false if the limits ended it
 */
public record Reduction(
    Answer given,
    Path file,
    int layersBefore,
    int layersAfter,
    int tries,
    List<ReductionStep> steps,
    boolean seeded,
    boolean complete) {
  public Reduction {
    steps = List.copyOf(steps);
  }
}
