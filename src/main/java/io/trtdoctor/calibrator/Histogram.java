package io.trtdoctor.calibrator;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * How the absolute values of a tensor are spread over 2048 bins of one width, as TensorRT counts
 * them.
 *
 * <p>The first batch with a value other than zero sets the range: its greatest absolute value. When
 * a later batch goes beyond it the range is doubled until it holds, and neighbouring bins are added
 * up. Values that are no finite number are counted apart.
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

  /** Counts the values of one batch, from the buffer's position to its limit. */
  public void add(FloatBuffer batch) {
    float most = largestOf(batch.duplicate());
    largest = Math.max(largest, most);
    if (range == 0) {
      range = most;
    }
    while (most > range) {
      doubleRange();
    }
    count(batch.duplicate());
  }

  private float largestOf(FloatBuffer batch) {
    float most = 0;
    while (batch.hasRemaining()) {
      int n = next(batch);
      for (int i = 0; i < n; i++) {
        float size = Math.abs(block[i]);
        if (size > most && size <= Float.MAX_VALUE) {
          most = size;
        }
      }
    }
    return most;
  }

  private int next(FloatBuffer batch) {
    int n = Math.min(BLOCK, batch.remaining());
    batch.get(block, 0, n);
    return n;
  }

  private void doubleRange() {
    range *= 2;
    for (int i = 0; i < BINS / 2; i++) {
      counts[i] = counts[2 * i] + counts[2 * i + 1];
    }
    Arrays.fill(counts, BINS / 2, BINS, 0);
  }

  private void count(FloatBuffer batch) {
    double binsPerUnit = range == 0 ? 0 : BINS / (double) range;
    values += batch.remaining();
    while (batch.hasRemaining()) {
      int n = next(batch);
      for (int i = 0; i < n; i++) {
        count(block[i], binsPerUnit);
      }
    }
  }

  private void count(float value, double binsPerUnit) {
    float size = Math.abs(value);
    if (!(size <= Float.MAX_VALUE)) {
      notFinite++;
      return;
    }
    counts[Math.min(BINS - 1, (int) (size * binsPerUnit))]++;
    squares += (double) value * value;
    if (size == 0) {
      zeros++;
    }
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
