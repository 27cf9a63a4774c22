package io.trtdoctor.calibrator;

import java.util.Arrays;

/**
 * The search of the entropy calibrators: how many of a histogram's bins to keep, so that the values
 * lose least when they are rounded to 128 levels.
 *
 * <p>The rule, found by comparison with caches that TensorRT wrote:
 *
 * <ol>
 *   <li>Bin 0 gets the count of bin 1.
 *   <li>For each number of bins i from 128 to 2048, P is the first i bins, with everything beyond
 *       added to the last of them; Q is the first i bins without that: bin j belongs to level
 *       floor(128 j / i), and the non-empty bins of a level share its sum evenly.
 *   <li>The i with the least Kullback-Leibler divergence of the two, each scaled to sum 1, is
 *       taken; of equal ones the last. Where P is not zero and Q is, there is no divergence: such
 *       an i is not taken, nor one with fewer than two bins that are not empty.
 * </ol>
 *
 * <p>The divergence of one i takes 128 steps, since all that it needs of a level are differences of
 * running sums. Those i that come out equal but for rounding are computed again term by term, in
 * doubles and in the order of the bins: that is how TensorRT's own choice among them comes about.
 */
final class DivergenceSearch {
  static final int LEVELS = 128;
  private static final double ROUNDING = 1e-10;
  private static final int FEWEST_BINS = 2;

  private final long[] counts;
  private final int bins;

  /** Sums over the bins before each: of the counts, of non-empty bins, of count times logarithm. */
  private final long[] sums;

  private final int[] filled;
  private final double[] entropies;

  private DivergenceSearch(long[] histogram) {
    counts = histogram.clone();
    counts[0] = counts[1];
    bins = counts.length;
    sums = new long[bins + 1];
    filled = new int[bins + 1];
    entropies = new double[bins + 1];
    for (int j = 0; j < bins; j++) {
      sums[j + 1] = sums[j] + counts[j];
      filled[j + 1] = filled[j] + (counts[j] > 0 ? 1 : 0);
      entropies[j + 1] = entropies[j] + timesLogarithm(counts[j]);
    }
  }

  /** The number of bins to keep: all, if there is no other choice. */
  static int binsToKeep(long[] histogram) {
    return new DivergenceSearch(histogram).search();
  }

  private int search() {
    double[] divergences = new double[bins + 1];
    Arrays.fill(divergences, Double.POSITIVE_INFINITY);
    double least = Double.POSITIVE_INFINITY;
    for (int i = LEVELS; i <= bins; i++) {
      if (isCandidate(i)) {
        divergences[i] = divergence(i);
        least = Math.min(least, divergences[i]);
      }
    }
    return lastOfLeast(divergences, least + ROUNDING);
  }

  private boolean isCandidate(int i) {
    boolean lastIsThere = counts[i - 1] > 0 || sums[i] == sums[bins];
    return filled[i] >= FEWEST_BINS && lastIsThere;
  }

  private double divergence(int i) {
    long beyond = sums[bins] - sums[i];
    long last = counts[i - 1];
    double terms = entropies[i] - timesLogarithm(last) + timesLogarithm(last + beyond);
    int from = 0;
    for (int level = 0; level < LEVELS; level++) {
      int to = firstBin(level + 1, i);
      long sum = sums[to] - sums[from];
      if (sum > 0) {
        long cleared = level == LEVELS - 1 ? sum + beyond : sum;
        terms -= cleared * Math.log((double) sum / (filled[to] - filled[from]));
      }
      from = to;
    }
    return terms / sums[bins] + Math.log((double) sums[i] / sums[bins]);
  }

  /** The least j with floor(128 j / i) not below the level. */
  private static int firstBin(int level, int i) {
    return (level * i + LEVELS - 1) / LEVELS;
  }

  private int lastOfLeast(double[] divergences, double limit) {
    int best = bins;
    double least = Double.POSITIVE_INFINITY;
    for (int i = LEVELS; i <= bins; i++) {
      if (divergences[i] <= limit) {
        double exact = termByTerm(i);
        if (exact <= least) {
          least = exact;
          best = i;
        }
      }
    }
    return best;
  }

  private double termByTerm(int i) {
    double sum = 0;
    for (int level = 0; level < LEVELS; level++) {
      int from = firstBin(level, i);
      int to = firstBin(level + 1, i);
      double share = (double) (sums[to] - sums[from]) / (filled[to] - filled[from]);
      double q = share / sums[i];
      for (int j = from; j < to; j++) {
        if (counts[j] > 0) {
          long count = j == i - 1 ? counts[j] + sums[bins] - sums[i] : counts[j];
          double p = (double) count / sums[bins];
          sum += p * Math.log(p / q);
        }
      }
    }
    return sum;
  }

  private static double timesLogarithm(long count) {
    return count == 0 ? 0 : count * Math.log((double) count);
  }
}
