package io.trtdoctor.calibrator;

import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.Scale;

/**
 * The absolute value that 127 stands for: what goes beyond it is clipped.
 *
 * <p>Where it is a place in the histogram it is the middle of the bin after the last one kept, so
 * that even all 2048 bins give half a bin more than the range; computed in floats, as TensorRT does
 * (the scale of a network's input comes out to the last bit).
 *
 * @param bins how many bins of the histogram are kept; the min-max calibrator keeps all
 * @param value the threshold itself
 */
public record Threshold(int bins, float value) {
  private static final float LARGEST_INTEGER = 127f;

  /** The share of the values that TensorRT's own samples have the legacy calibrator keep. */
  private static final double QUANTILE = 0.9999;

  /**
   * What a calibrator makes of a histogram; 0 if all values were zero.
   *
   * <p>Borne out by recordings: entropy 2 and min-max. Entropy is taken to search like entropy 2,
   * the legacy calibrator to keep 99.99 % of the values.
   */
  public static Threshold of(CalibrationAlgorithm algorithm, Histogram histogram) {
    return switch (algorithm) {
      case MIN_MAX -> new Threshold(Histogram.BINS, histogram.largest());
      case ENTROPY_2, ENTROPY -> after(DivergenceSearch.binsToKeep(histogram.counts()), histogram);
      case LEGACY -> after(binsHolding(QUANTILE, histogram), histogram);
    };
  }

  private static Threshold after(int bins, Histogram histogram) {
    float width = histogram.range() / Histogram.BINS;
    return new Threshold(bins, (bins + 0.5f) * width);
  }

  private static int binsHolding(double share, Histogram histogram) {
    long[] counts = histogram.counts();
    double enough = share * (histogram.values() - histogram.notFinite());
    long held = 0;
    int bins = 0;
    while (bins < counts.length && held < enough) {
      held += counts[bins++];
    }
    return bins;
  }

  /** The scale. */
  public Scale scale() {
    return Scale.of(value / LARGEST_INTEGER);
  }
}
