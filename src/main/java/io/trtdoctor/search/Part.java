package io.trtdoctor.search;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Some candidates in an order, with the suspicion summed up along it. */
final class Part {
  private final int[] places;
  private final double[] sums;

  Part(int[] places, double[] shares) {
    this.places = places;
    this.sums = new double[places.length + 1];
    for (int i = 0; i < places.length; i++) {
      sums[i + 1] = sums[i] + shares[places[i]];
    }
  }

  int length() {
    return places.length;
  }

  /** A set with the first so many. */
  Subset addedTo(Subset subset, int length) {
    return subset.with(places, 0, length);
  }

  int place(int index) {
    return places[index];
  }

  /** The suspicion of the first so many. */
  double share(int length) {
    return sums[length];
  }

  double share() {
    return sums[places.length];
  }

  /**
   * The lengths from one to another, those first at which a chance that grows with the length is
   * about even.
   */
  static IntStream byEvenness(int from, int to, IntToDoubleFunction chance) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (chance.applyAsDouble(middle) < 0.5) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    boolean before =
        low > from && 0.5 - chance.applyAsDouble(low - 1) < chance.applyAsDouble(low) - 0.5;
    return outwards(from, to, before ? low - 1 : low);
  }

  private static IntStream outwards(int from, int to, int middle) {
    return IntStream.rangeClosed(0, 2 * (to - from) + 1)
        .map(step -> step % 2 == 0 ? middle + step / 2 : middle - (step + 1) / 2)
        .filter(length -> length >= from && length <= to);
  }
}
