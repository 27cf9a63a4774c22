package io.trtdoctor.calibrator;

import io.trtdoctor.model.Scale;

/**
 * What is lost when a tensor's values are rounded to multiples of a scale and clipped at 127 of
 * them, estimated from the histogram: within a bin the values are taken to lie evenly.
 *
 * @param clipped the share of the values beyond the threshold, from 0 to 1
 * @param decibels ten times the logarithm of the values' power over the power of the error;
 *     infinite if nothing is lost, negative if more is lost than kept
 */
public record QuantizationLoss(double clipped, double decibels) {
  private static final int POINTS_A_BIN = 16;
  private static final int LARGEST_INTEGER = 127;

  /** The loss with a scale; with scale 0 all is lost, unless there was nothing but zeros. */
  public static QuantizationLoss of(Histogram histogram, Scale scale) {
    long finite = histogram.values() - histogram.notFinite();
    if (histogram.squares() == 0) {
      return new QuantizationLoss(0, Double.POSITIVE_INFINITY);
    }
    double clipped = 0;
    double error = 0;
    double step = (double) histogram.range() / Histogram.BINS / POINTS_A_BIN;
    double limit = (double) scale.value() * LARGEST_INTEGER;
    long[] counts = histogram.counts();
    counts[0] -= histogram.zeros();
    for (int bin = 0; bin < counts.length; bin++) {
      double weight = (double) counts[bin] / POINTS_A_BIN;
      for (int point = 0; weight > 0 && point < POINTS_A_BIN; point++) {
        double value = (bin * POINTS_A_BIN + point + 0.5) * step;
        error += weight * square(value - rounded(value, scale.value()));
        clipped += value > limit ? weight : 0;
      }
    }
    return new QuantizationLoss(clipped / finite, 10 * Math.log10(histogram.squares() / error));
  }

  private static double rounded(double value, double scale) {
    return scale == 0 ? 0 : scale * Math.min(LARGEST_INTEGER, Math.rint(value / scale));
  }

  private static double square(double x) {
    return x * x;
  }
}
