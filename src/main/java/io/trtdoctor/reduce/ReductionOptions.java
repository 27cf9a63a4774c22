package io.trtdoctor.reduce;

import io.trtdoctor.model.LayerName;
import io.trtdoctor.model.TensorName;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * How to reduce.
 *
 * @param mostTries how many models may be tried in all
 * @param outOfTime asked before each try; true ends the reduction with what it has
 * @param knownToFail whether it is known already that the model as given fails
 * @param seedsWeights whether to replace the weights by made-up ones if the failure stays
 * @param suspects layers that the failure names, most suspect first; empty for none
 * @param inputShapes shapes for inputs of open shape; with all of them given, no model that is
 *     tried has an open dimension unless the failure needs one
 */
public record ReductionOptions(
    int mostTries,
    BooleanSupplier outOfTime,
    boolean knownToFail,
    boolean seedsWeights,
    List<LayerName> suspects,
    Map<TensorName, List<Long>> inputShapes) {
  public ReductionOptions {
    if (mostTries < 0) {
      throw new IllegalArgumentException("a negative number of tries");
    }
    suspects = List.copyOf(suspects);
    inputShapes = Map.copyOf(inputShapes);
  }

  /** As many tries as it takes, with nothing known. */
  public static ReductionOptions plain() {
    return new ReductionOptions(Integer.MAX_VALUE, () -> false, false, true, List.of(), Map.of());
  }

  public ReductionOptions withMostTries(int number) {
    return new ReductionOptions(
        number, outOfTime, knownToFail, seedsWeights, suspects, inputShapes);
  }

  public ReductionOptions withSuspects(List<LayerName> layers) {
    return new ReductionOptions(
        mostTries, outOfTime, knownToFail, seedsWeights, layers, inputShapes);
  }

  public ReductionOptions withInputShapes(Map<TensorName, List<Long>> shapes) {
    return new ReductionOptions(mostTries, outOfTime, knownToFail, seedsWeights, suspects, shapes);
  }
}
