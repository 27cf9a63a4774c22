package io.trtdoctor.finding;

import io.trtdoctor.model.Scale;
import io.trtdoctor.model.TensorName;
import java.util.List;
import java.util.Optional;

/**
 * What scales TensorRT would work out of the calibration data, predicted on the CPU.
 *
 * @param calibrator the class that is imitated
 * @param data as the user named them
 * @param samples how many the network was run on, the first of the data
 * @param tensors how many get a scale
 * @param cache where the scales beside ours come from, empty for nowhere
 * @param compared how many tensors have a scale of either kind
 * @param differing how many of these differ by more than {@link #FAR}
 * @param shown those that lose most when they are quantised, worst first, then those that findings
 *     name, then those that differ most
 */
public record CpuPrediction(
    String calibrator,
    String data,
    int samples,
    int tensors,
    Optional<Cache> cache,
    int compared,
    int differing,
    List<PredictedTensor> shown) {
  /** The share of the cache's scale from which on two scales are said to differ. */
  public static final double FAR = 0.1;

  /** Where a cache comes from. */
  public enum Cache {
    /** The user gave it. */
    GIVEN,
    /** TensorRT wrote it in the case's own build. */
    BUILT;

    public String tag() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public CpuPrediction {
    shown = List.copyOf(shown);
  }

  /**
   * A tensor.
   *
   * @param threshold what goes beyond it is clipped
   * @param clipped the share of the values beyond it, from 0 to 1
   * @param decibels signal-to-noise ratio of the quantised values; infinite if nothing is lost
   * @param range the upper end of the last bar
   * @param bars how many absolute values lie in each of equally wide parts of the range
   * @param cached its scale in the cache
   * @param copiedFrom the tensor whose threshold it is, if not its own
   */
  public record PredictedTensor(
      TensorName tensor,
      Scale scale,
      double threshold,
      double clipped,
      double decibels,
      double range,
      List<Long> bars,
      Optional<Scale> cached,
      Optional<TensorName> copiedFrom) {
    public PredictedTensor {
      bars = List.copyOf(bars);
    }

    /** By what share of the cache's scale ours is off, empty if there is none to compare with. */
    public Optional<Double> difference() {
      return cached.map(scale::differenceFrom);
    }

    /** Whether that is too much to come of rounding. */
    public boolean isFar() {
      return cached.filter(other -> scale.isFurtherFrom(other, FAR)).isPresent();
    }
  }
}
