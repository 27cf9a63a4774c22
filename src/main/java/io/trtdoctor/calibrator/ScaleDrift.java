package io.trtdoctor.calibrator;

import io.trtdoctor.model.Scale;
import io.trtdoctor.model.TensorName;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How much scales still move with the last of the samples: little, if there are enough of them.
 *
 * @param samples how many the last ones are
 * @param tensors how many were followed: those whose scale is their own
 * @param median the median of their relative changes
 * @param most the greatest, infinite if a scale was 0
 * @param mostOf whose that is
 * @param far how many changed by more than {@link #FAR}
 */
public record ScaleDrift(
    int samples, int tensors, double median, double most, TensorName mostOf, int far) {
  /** The relative change from which on a scale is said to move. */
  public static final double FAR = 0.1;

  private record Change(TensorName tensor, double by) {}

  /** The change, empty if no tensor was followed. */
  public static Optional<ScaleDrift> between(
      int samples, Map<TensorName, Scale> before, List<TensorCalibration> after) {
    List<Change> changes =
        after.stream()
            .filter(tensor -> tensor.copiedFrom().isEmpty())
            .filter(tensor -> before.containsKey(tensor.tensor()))
            .map(tensor -> change(before.get(tensor.tensor()), tensor))
            .sorted(Comparator.comparingDouble(Change::by))
            .toList();
    if (changes.isEmpty()) {
      return Optional.empty();
    }
    Change most = changes.get(changes.size() - 1);
    return Optional.of(
        new ScaleDrift(
            samples,
            changes.size(),
            changes.get(changes.size() / 2).by(),
            most.by(),
            most.tensor(),
            (int) changes.stream().filter(change -> change.by() > FAR).count()));
  }

  private static Change change(Scale before, TensorCalibration after) {
    return new Change(after.tensor(), after.scale().differenceFrom(before));
  }
}
