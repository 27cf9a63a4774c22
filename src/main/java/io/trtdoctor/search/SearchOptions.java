package io.trtdoctor.search;

import java.util.function.BooleanSupplier;

/**
 * How to search.
 *
 * @param workers how many questions may be asked at a time, at least 1
 * @param mostTries how many may be asked in all
 * @param outOfTime asked before each new question; true ends the search with what is known
 * @param endsKnown whether it is known already that all candidates together fail and none passes
 * @param flakiness how often an answer is expected to be wrong, from 0 to 0.5; 0 believes every
 *     answer until two equal tries differ
 */
public record SearchOptions(
    int workers, int mostTries, BooleanSupplier outOfTime, boolean endsKnown, double flakiness) {
  public SearchOptions {
    if (workers < 1 || mostTries < 0 || !(flakiness >= 0 && flakiness < 0.5)) {
      throw new IllegalArgumentException("workers, tries or flakiness out of range");
    }
  }

  /** One question at a time, as many as it takes, answers that can be believed. */
  public static SearchOptions plain() {
    return new SearchOptions(1, Integer.MAX_VALUE, () -> false, false, 0);
  }

  public SearchOptions withWorkers(int number) {
    return new SearchOptions(number, mostTries, outOfTime, endsKnown, flakiness);
  }
}
