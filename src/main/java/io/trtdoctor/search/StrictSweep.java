package io.trtdoctor.search;

import java.util.ArrayList;
import java.util.Arrays;
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
  /**
   * Before it is believed that more than so many work together, it is asked again whether it fails.
   */
  private static final int MANY = 3;

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
      inquiry.blame(minimalSet(member, orderBefore(order, end - 1)), member);
    }
    return true;
  }

  private Subset block(int[] order, int from, int to) {
    return none().with(order, from, to);
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

  /** A minimal set that fails, of this member and some of the others. */
  private Subset minimalSet(int member, int[] others) {
    Subset set = none().with(member);
    int[] region = others;
    inquiry.narrow(block(region, 0, region.length).or(set), log(region.length) + 2);
    while (region.length > 0 && inquiry.answer(set, 0.5) != Answer.FAILS) {
      if (set.size() == MANY) {
        inquiry.insistOn(block(others, 0, others.length).with(member), 2);
      }
      Prefixes prefixes = new Prefixes(inquiry, set, region, shares).narrowed();
      region = prefixes.order();
      int first = Math.max(prefixes.passing(), 0);
      int end = Math.min(prefixes.failing(), region.length);
      if (end == 0) {
        break;
      }
      Subset more = block(region, first, end);
      set = set.or(more);
      if (end - prefixes.passing() > 1) {
        inquiry.cannotTell(more);
      }
      region = Arrays.copyOf(region, first);
      inquiry.narrow(block(region, 0, region.length).or(set), log(region.length) + 2);
    }
    if (set.size() == 2) {
      inquiry.insistOn(set.without(member), 1);
    }
    verify(set);
    return set;
  }

  /**
   * Where answers are flaky: it fails, and does not without any one member. That is asked once more
   * than usual, as wrong answers are likelier than culprits that work together.
   */
  private void verify(Subset set) {
    Trust trust = inquiry.facts().trust();
    inquiry.certain(set, 0.9, set.size() > 1 ? trust.votesForMuch() : trust.votes());
    if (trust.flakiness() > 0 && set.size() > 1) {
      for (int member : set.places()) {
        inquiry.certain(set.without(member), 0.1, trust.votesForMuch());
      }
    }
  }

  private Subset none() {
    return inquiry.all().minus(inquiry.all());
  }

  private static double log(int candidates) {
    return Math.log(Math.max(2, candidates)) / Math.log(2);
  }
}
