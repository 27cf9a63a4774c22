package io.trtdoctor.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds minimal failing sets of any size: the last member of one by the shortest beginning of the
 * list that fails, the others by the same way back (as QuickXplain does). Without that last member
 * the same beginning passes, so the search goes on behind it.
 */
final class StrictSweep {
  private final Inquiry inquiry;
  private final List<Integer> named;
  private final double[] shares;

  StrictSweep(Inquiry inquiry) {
    this.inquiry = inquiry;
    this.named = inquiry.namesHelp() ? inquiry.namedIn(inquiry.base()) : List.of();
    this.shares = named.isEmpty() ? inquiry.shares() : inquiry.shares(named);
  }

  /**
   * Blames a set, or gives up on candidates that cannot be told apart.
   *
   * @return false if there is nothing left to do
   */
  boolean step() {
    Subset base = inquiry.base();
    inquiry.narrow(base, 2 * log(base.size()));
    if (inquiry.answer(base, 0.5) == Answer.PASSES) {
      return false;
    }
    Prefixes prefixes = new Prefixes(inquiry, base.minus(base), namedLast(base), shares).narrowed();
    int[] order = prefixes.order();
    int first = Math.max(prefixes.passing(), 0);
    int end = prefixes.failing();
    if (end > order.length) {
      inquiry.cannotTell(block(order, first, order.length));
      return false;
    }
    if (end - first > 1) {
      inquiry.giveUpOn(block(order, first, end));
    } else {
      int member = order[end - 1];
      int[] others = orderBefore(order, end - 1);
      inquiry.blame(new MinimalSet(inquiry, member, others, shares).grown(), member);
    }
    return true;
  }

  private Subset block(int[] order, int from, int to) {
    return inquiry.base().minus(inquiry.base()).with(order, from, to);
  }

  private int[] namedLast(Subset base) {
    Set<Integer> order = new LinkedHashSet<>();
    for (int place : base.places()) {
      order.add(place);
    }
    List<Integer> last = new ArrayList<>(named);
    Collections.reverse(last);
    last.forEach(order::remove);
    order.addAll(last);
    return order.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The named first: with a member of the set at hand they are to be tried at once. */
  private int[] orderBefore(int[] order, int length) {
    Set<Integer> before = new LinkedHashSet<>(named);
    Set<Integer> allowed = new LinkedHashSet<>();
    for (int i = 0; i < length; i++) {
      allowed.add(order[i]);
    }
    before.retainAll(allowed);
    before.addAll(allowed);
    return before.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The binary logarithm: how often so many can be halved. */
  static double log(int candidates) {
    return Math.log(Math.max(2, candidates)) / Math.log(2);
  }
}
