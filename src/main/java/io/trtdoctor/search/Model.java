package io.trtdoctor.search;

/**
 * How many independent culprits are still to be found, and how soon the next one comes, by Bayes:
 * of k culprits, thrown at random onto the suspicion, some were found in the part already searched.
 */
final class Model {
  private static final int MOST = 16;
  private static final double STEEPNESS = 2.3;

  private final double[] left = new double[MOST + 1];

  /**
   * @param found how many were found
   * @param atLeast how many more there are for certain
   * @param share how much of the suspicion is not yet cleared, from 0 to 1
   */
  Model(int found, int atLeast, double share) {
    int least = Math.min(atLeast, MOST);
    double sum = 0;
    for (int r = least; r <= MOST; r++) {
      left[r] = chanceOf(found, r, share);
      sum += left[r];
    }
    for (int r = 0; r <= MOST; r++) {
      left[r] = sum > 0 ? left[r] / sum : r == least ? 1 : 0;
    }
  }

  private static double chanceOf(int found, int more, double share) {
    double ways = 1;
    for (int i = 1; i <= more; i++) {
      ways *= (double) (found + i) / i;
    }
    int all = found + more;
    return all == 0 ? 0 : ways * Math.pow(share, more) / Math.pow(all + 1, STEEPNESS);
  }

  /** How likely there is none in a part of what is not cleared, from 0 to 1. */
  double noneIn(double part) {
    double none = 0;
    for (int r = 0; r <= MOST; r++) {
      none += left[r] * Math.pow(Math.max(0, 1 - part), r);
    }
    return none;
  }

  /** How many questions finding the rest among so many takes, about. */
  double questions(int candidates) {
    double questions = 1;
    for (int r = 1; r <= MOST; r++) {
      questions +=
          left[r] * r * (1.5 + Math.log(Math.max(1, (double) candidates / r)) / Math.log(2));
    }
    return questions;
  }
}
