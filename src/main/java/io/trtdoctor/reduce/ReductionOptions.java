package io.trtdoctor.reduce;

import io.trtdoctor.model.LayerName;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * How to reduce.
 *
 * @param mostTries how many models may be tried in all
 * @param outOfTime asked before each try; true ends the reduction with what it has
 * @param knownToFail whether it is known already that the model as given fails
 * @param seedsWeights whether to replace the weights by made-up ones if the failure stays
 * @param suspects layers that the failure names, most suspect first; empty for none
 */
public record ReductionOptions(
    int mostTries,
    BooleanSupplier outOfTime,
    boolean knownToFail,
    boolean seedsWeights,
    List<LayerName> suspects) {
  public ReductionOptions {
    if (mostTries < 0) {
      throw new IllegalArgumentException("a negative number of tries");
    }
    suspects = List.copyOf(suspects);
  }

  /** As many tries as it takes, with nothing known. */
  public static ReductionOptions plain() {
    return new ReductionOptions(Integer.MAX_VALUE, () -> false, false, true, List.of());
  }

  public ReductionOptions withMostTries(int number) {
    return new ReductionOptions(number, outOfTime, knownToFail, seedsWeights, suspects);
  }

  public ReductionOptions withSuspects(List<LayerName> layers) {
    return new ReductionOptions(mostTries, outOfTime, knownToFail, seedsWeights, layers);
  }
}
