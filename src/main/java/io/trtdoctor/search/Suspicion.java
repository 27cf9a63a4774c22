package io.trtdoctor.search;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * How likely each candidate is to blame, in shares of one: a mixture of the stated weights and of
 * "all alike", in which culprits already found decide how much the weights are worth. So weights
 * that mislead cost about one question in all.
 */
final class Suspicion {
  private final double[] stated;
  private final boolean alike;

  Suspicion(double[] weights) {
    double sum = Arrays.stream(weights).filter(Suspicion::counts).sum();
    stated =
        Arrays.stream(weights)
            .map(weight -> counts(weight) ? weight / sum : 0)
            .map(share -> sum > 0 ? share : 1.0 / weights.length)
            .toArray();
    alike = Arrays.stream(stated).distinct().count() <= 1;
  }

  private static boolean counts(double weight) {
    return weight > 0 && Double.isFinite(weight);
  }

  /** The shares, given who was found to blame. */
  double[] shares(Collection<Integer> found) {
    if (alike) {
      return stated.clone();
    }
    double even = 1.0 / stated.length;
    double odds = 1;
    for (int place : found) {
      odds = Math.min(1e9, Math.max(1e-9, odds * stated[place] / even));
    }
    double believed = odds / (1 + odds);
    return Arrays.stream(stated).map(share -> believed * share + (1 - believed) * even).toArray();
  }

  /** The shares where some were named: these have half of all. */
  double[] shares(Collection<Integer> found, List<Integer> named) {
    double[] shares = shares(found);
    named.forEach(place -> shares[place] += 1.0 / named.size());
    return shares;
  }
}
