package io.trtdoctor.calibrator;

import io.trtdoctor.model.CacheHeader;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.Scale;

/**
 * The absolute value that 127 stands for: what goes beyond it is clipped.
 *
 * <p>For the entropy calibrators it is the middle of the bin after the last one kept, so that even
 * all 2048 bins give half a bin more than the range; for the legacy calibrator the end of the last
 * one kept. Computed in floats, as TensorRT does: scales of inputs come out to the last bit.
 *
 * @param bins how many bins of the histogram are kept; the min-max calibrator keeps all
 * @param value the threshold itself
 */
public record Threshold(int bins, float value) {
  private static final float LARGEST_INTEGER = 127f;

  /**
   * What a calibrator makes of a histogram; 0 if all values were zero.
   *
   * <p>Both entropy calibrators search in the same way. The legacy calibrator keeps the fewest bins
   * that hold more than 99.99 % of the values, in doubles added up in the order of the bins.
   */
  public static Threshold of(CalibrationAlgorithm algorithm, Histogram histogram) {
    return switch (algorithm) {
      case MIN_MAX -> new Threshold(Histogram.BINS, histogram.largest());
      case ENTROPY_2, ENTROPY ->
          kept(DivergenceSearch.binsToKeep(histogram.counts()), 0.5f, histogram);
      case LEGACY -> kept(binsHolding(CacheHeader.LEGACY_QUANTILE, histogram), 0, histogram);
    };
  }

  private static Threshold kept(int bins, float more, Histogram histogram) {
    float width = histogram.range() / Histogram.BINS;
    return new Threshold(bins, (bins + more) * width);
  }

  private static int binsHolding(double share, Histogram histogram) {
    long[] counts = histogram.counts();
    double all = histogram.values() - histogram.notFinite();
    double held = 0;
    int bins = 0;
    while (bins < counts.length && held <= share) {
      held += counts[bins++] / all;
    }
    return bins;
  }

  /** The scale. */
  public Scale scale() {
    return Scale.of(value / LARGEST_INTEGER);
  }
}
