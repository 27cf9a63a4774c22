package io.trtdoctor.data;

import io.trtdoctor.model.TensorName;

/** Notes what the values of one sample are like, as they come. */
final class ValueTally {
  private static final long PRIME = 0x9E3779B97F4A7C15L;

  private double least = Double.POSITIVE_INFINITY;
  private double greatest = Double.NEGATIVE_INFINITY;
  private double sum;
  private long finite;
  private long zeros;
  private long nans;
  private long infinities;
  private long whole;
  private long content = 1;

  void add(double value) {
    content = Long.rotateLeft(content ^ Double.doubleToLongBits(value), 23) * PRIME;
    if (Double.isNaN(value)) {
      nans++;
    } else if (Double.isInfinite(value)) {
      infinities++;
    } else {
      finite++;
      sum += value;
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
      zeros += value == 0 ? 1 : 0;
      whole += value == Math.rint(value) ? 1 : 0;
    }
  }

  long whole() {
    return whole;
  }

  SampleFacts facts(int sample, int batch, String source, TensorName input) {
    boolean none = finite == 0;
    return new SampleFacts(
        sample,
        batch,
        source,
        input,
        none ? 0 : least,
        none ? 0 : greatest,
        none ? 0 : sum / finite,
        finite + nans + infinities,
        zeros,
        nans,
        infinities,
        content);
  }
}
