package io.trtdoctor.calibrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DivergenceSearchTest {
  private static final int BINS = Histogram.BINS;

  /** The rule as it is written down, without any short cut. */
  private static double divergence(long[] counts, int i) {
    double[] p = new double[i];
    double[] sums = new double[128];
    int[] filled = new int[128];
    double total = 0;
    double kept = 0;
    for (int j = 0; j < counts.length; j++) {
      p[Math.min(j, i - 1)] += counts[j];
      total += counts[j];
      if (j < i && counts[j] > 0) {
        kept += counts[j];
        sums[128 * j / i] += counts[j];
        filled[128 * j / i]++;
      }
    }
    double divergence = 0;
    for (int j = 0; j < i; j++) {
      double q = counts[j] == 0 ? 0 : sums[128 * j / i] / filled[128 * j / i] / kept;
      if (p[j] > 0) {
        divergence += q == 0 ? Double.POSITIVE_INFINITY : p[j] / total * Math.log(p[j] / total / q);
      }
    }
    return divergence;
  }

  private static long[] bellShaped(long seed, int values, double deviation) {
    Random random = new Random(seed);
    long[] counts = new long[BINS];
    for (int i = 0; i < values; i++) {
      counts[Math.min(BINS - 1, (int) Math.abs(random.nextGaussian() * deviation))]++;
    }
    return counts;
  }

  @ParameterizedTest
  @ValueSource(doubles = {60, 300, 600, 1500})
  void theBinsKeptAreThoseOfLeastDivergence(double deviation) {
    long[] counts = bellShaped(3, 20_000, deviation);
    int kept = DivergenceSearch.binsToKeep(counts);

    counts[0] = counts[1];
    double found = divergence(counts, kept);
    for (int i = 128; i <= BINS; i++) {
      assertThat(divergence(counts, i)).isGreaterThanOrEqualTo(found - 1e-12);
    }
  }

  @Test
  void ofEqualDivergencesTheLastIsTaken() {
    long[] counts = new long[BINS];
    counts[300] = 5;
    counts[900] = 5;

    assertThat(DivergenceSearch.binsToKeep(counts)).isEqualTo(BINS);
  }

  @Test
  void aSingleBinIsNeverAllThatIsKept() {
    long[] counts = new long[BINS];
    counts[880] = 2;
    counts[2046] = 7;
    counts[2047] = 2;

    assertThat(divergence(counts, 881)).isZero();
    assertThat(DivergenceSearch.binsToKeep(counts)).isEqualTo(2047);
  }

  @Test
  void whatLiesInTheFirstBinDoesNotCount() {
    long[] counts = bellShaped(5, 20_000, 400);
    int kept = DivergenceSearch.binsToKeep(counts);
    counts[0] += 1_000_000;

    assertThat(DivergenceSearch.binsToKeep(counts)).isEqualTo(kept);
  }

  @Test
  void ofNothingEverythingIsKept() {
    assertThat(DivergenceSearch.binsToKeep(new long[BINS])).isEqualTo(BINS);
  }
}
