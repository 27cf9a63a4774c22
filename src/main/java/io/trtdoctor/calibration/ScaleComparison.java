package io.trtdoctor.calibration;

import io.trtdoctor.calibration.CacheDiff.Change;
import io.trtdoctor.model.CalibrationCache;
import java.util.List;

/**
 * The scales of one calibration beside those of another.
 *
 * @param compared how many tensors both have
 * @param apart those whose scales are more than 10 % apart, greatest difference first
 */
public record ScaleComparison(int compared, List<Change> apart) {
  private static final double FAR = 0.1;

  public ScaleComparison {
    apart = List.copyOf(apart);
  }

  /** The comparison, in which the first is what the second is measured by. */
  public static ScaleComparison of(CalibrationCache first, CalibrationCache second) {
    CacheDiff diff = CacheDiff.of(first, second);
    return new ScaleComparison(
        diff.same() + diff.changes().size(),
        diff.changes().stream()
            .filter(change -> change.second().isFurtherFrom(change.first(), FAR))
            .toList());
  }
}
