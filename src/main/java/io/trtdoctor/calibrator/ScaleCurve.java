package io.trtdoctor.calibrator;

import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.Scale;
import io.trtdoctor.model.TensorName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How far scales still are from their last values after a quarter, half and more of the samples.
 */
public final class ScaleCurve {
  /** A scale that is further off than that has moved. */
  private static final int QUARTERS = 4;

  private final int samples;
  private final Map<Integer, Map<TensorName, Scale>> scales = new TreeMap<>();
  private int counted;

  private ScaleCurve(int samples) {
    this.samples = samples;
  }

  /**
   * Scales after so many samples against those after all.
   *
   * @param moved how many were more than 10 % off
   * @param tensors of how many
   */
  public record Point(int samples, int moved, int tensors) {
    /** The share that was off, from 0 to 1. */
    public double share() {
      return tensors == 0 ? 0 : (double) moved / tensors;
    }
  }

  /** A curve over quarters of the samples; fewer than 4 make none. */
  public static ScaleCurve over(int samples) {
    return new ScaleCurve(samples);
  }

  /** No curve. */
  public static ScaleCurve none() {
    return new ScaleCurve(0);
  }

  /**
   * Looks at the scales, if it is time, once a sample was counted.
   *
   * @param shown the tensors that were; samples that come again are for others
   */
  public void counted(
      NetworkCalibration calibration, CalibrationAlgorithm algorithm, Set<TensorName> shown) {
    if (samples < QUARTERS) {
      return;
    }
    int number = counted++ % samples + 1;
    for (int quarter = 1; quarter < QUARTERS; quarter++) {
      if (number == samples * quarter / QUARTERS) {
        Map<TensorName, Scale> now = scales.computeIfAbsent(number, n -> new HashMap<>());
        calibration.results(algorithm).stream()
            .filter(tensor -> shown.contains(tensor.tensor()))
            .forEach(tensor -> now.put(tensor.tensor(), tensor.scale()));
      }
    }
  }

  /** How far the last quarter of the samples moved the scales, once all were counted. */
  public Optional<ScaleDrift> lastQuarter(List<TensorCalibration> last) {
    Map<TensorName, Scale> before = scales.getOrDefault(samples * 3 / QUARTERS, Map.of());
    return ScaleDrift.between(samples - samples * 3 / QUARTERS, before, last);
  }

  /** The curve, once all samples were counted. */
  public List<Point> points(List<TensorCalibration> last) {
    List<Point> points = new ArrayList<>();
    scales.forEach(
        (number, then) -> {
          List<TensorCalibration> both =
              last.stream().filter(tensor -> then.containsKey(tensor.tensor())).toList();
          int moved =
              (int)
                  both.stream()
                      .filter(
                          tensor ->
                              then.get(tensor.tensor())
                                  .isFurtherFrom(tensor.scale(), ScaleDrift.FAR))
                      .count();
          points.add(new Point(number, moved, both.size()));
        });
    return points;
  }
}
