package io.trtdoctor.calibrator;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * How the absolute values of a tensor are spread over 2048 bins of one width, as TensorRT counts
 * them.
 *
 * <p>The first batch with a value other than zero sets the range: its greatest absolute value. When
 * a later batch goes beyond it the range is doubled until it holds, and neighbouring bins are added
 * up. If it goes beyond it more than 2048 times, the range is multiplied by that many times,
 * rounded up to an integer, so that all counts fall into the first bin; if that integer needs more
 * than 63 bits the range stays, and the values are in the last bin. Values that are no finite
 * number are counted apart.
 *
 * <p>All of that was recorded with TensorRT 8.6.1 and 10.6.0 (docs/gpu-runs.md), but for the place
 * of values for which the range was not widened.
 */
public final class Histogram {
  /** The number of bins. */
  public static final int BINS = 2048;

  private static final int BLOCK = 4096;

  private final long[] counts = new long[BINS];
  private final float[] block = new float[BLOCK];
  private float range;
  private float largest;
  private long values;
  private long zeros;
  private long notFinite;
  private double squares;
  private float batchLargest;
  private boolean isWidened;
  private double margin = Double.POSITIVE_INFINITY;

  /** Counts the values of one batch, from the buffer's position to its limit. */
  public void add(FloatBuffer batch) {
    boolean isFirst = range == 0;
    if (isFirst) {
      range = largestOf(batch);
    }
    float before = range;
    batchLargest = 0;
    isWidened = false;
    FloatBuffer remaining = batch.duplicate();
    values += remaining.remaining();
    while (remaining.hasRemaining()) {
      count(next(remaining), remaining);
    }
    largest = Math.max(largest, batchLargest);
    if (!isFirst) {
      margin = Math.min(margin, Math.abs(batchLargest / (double) range - 1));
      margin = range == before ? margin : Math.min(margin, 2.0 * batchLargest / range - 1);
    }
  }

  private static float largestOf(FloatBuffer batch) {
    float most = 0;
    for (int i = batch.position(); i < batch.limit(); i++) {
      float size = Math.abs(batch.get(i));
      if (size > most && size <= Float.MAX_VALUE) {
        most = size;
      }
    }
    return most;
  }

  private int next(FloatBuffer batch) {
    int n = Math.min(BLOCK, batch.remaining());
    batch.get(block, 0, n);
    return n;
  }

  /** Counts part of a batch; what went before it in this batch was within the range. */
  private void count(int n, FloatBuffer rest) {
    int from = 0;
    while (from < n) {
      from = countWithinRange(from, n, binsPerUnit());
      if (from < n && !(Math.abs(block[from]) <= Float.MAX_VALUE)) {
        notFinite++;
        from++;
      } else if (from < n && !isWidened) {
        widen(Math.max(largestFrom(from, n), largestOf(rest)));
      } else if (from < n) {
        beyondRange(Math.abs(block[from++]));
      }
    }
  }

  private float largestFrom(int from, int n) {
    return largestOf(FloatBuffer.wrap(block, from, n - from));
  }

  /**
   * Counts up to the first value beyond the range and returns where that is. It sees every value of
   * every tensor; therefore it works on locals, and finds zeros without a branch.
   */
  private int countWithinRange(int from, int n, double binsPerUnit) {
    float[] sizes = block;
    float end = range;
    float most = batchLargest;
    long[] bins = counts;
    double sum = 0;
    int nothing = 0;
    int i = from;
    for (; i < n; i++) {
      float size = Math.abs(sizes[i]);
      if (!(size <= end)) {
        break;
      }
      if (size > most) {
        most = size;
      }
      bins[Math.min(BINS - 1, (int) (size * binsPerUnit))]++;
      sum += (double) size * size;
      nothing += (Float.floatToRawIntBits(size) - 1) >>> 31;
    }
    batchLargest = most;
    squares += sum;
    zeros += nothing;
    return i;
  }

  /** A value for which the range was not widened. */
  private void beyondRange(float size) {
    batchLargest = Math.max(batchLargest, size);
    counts[BINS - 1]++;
    squares += (double) size * size;
  }

  /** Makes the range hold a batch's greatest absolute value. */
  private void widen(float most) {
    isWidened = true;
    double times = Math.ceil((double) most / range);
    if (times <= BINS) {
      while (most > range) {
        doubleRange();
      }
    } else if (times <= Long.MAX_VALUE) {
      range = (float) (times * range);
      counts[0] = Arrays.stream(counts).sum();
      Arrays.fill(counts, 1, BINS, 0);
    }
  }

  private double binsPerUnit() {
    return range == 0 ? 0 : BINS / (double) range;
  }

  private void doubleRange() {
    range *= 2;
    for (int i = 0; i < BINS / 2; i++) {
      counts[i] = counts[2 * i] + counts[2 * i + 1];
    }
    Arrays.fill(counts, BINS / 2, BINS, 0);
  }

  /** The counts by bin; bin i holds absolute values from i to i + 1 times the bin's width. */
  public long[] counts() {
    return counts.clone();
  }

  /** The upper end of the last bin, 0 if every value was zero. */
  public float range() {
    return range;
  }

  /** The greatest absolute value. */
  public float largest() {
    return largest;
  }

  /**
   * How near a later batch came to another decision on doubling the range, as a share of the range;
   * infinite if there was none. Where it is less than what rounding makes of a sum, other hardware
   * may have decided otherwise.
   */
  public double margin() {
    return margin;
  }

  /** How many values there were, of any kind. */
  public long values() {
    return values;
  }

  /** How many were exactly zero. */
  public long zeros() {
    return zeros;
  }

  /** How many were NaN or infinite. */
  public long notFinite() {
    return notFinite;
  }

  /** The sum of the squares of all finite values. */
  public double squares() {
    return squares;
  }
}
