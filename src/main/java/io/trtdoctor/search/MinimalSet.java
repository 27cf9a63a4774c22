package io.trtdoctor.search;

import java.util.Arrays;

/**
 * Grows a minimal failing set from its last member: the shortest beginning of the others that fails
 * together with it ends with the next member, and so on until the set fails by itself.
 */
final class MinimalSet {
  /**
   * Before it is believed that more than so many work together, it is asked again whether it fails.
   */
  private static final int MANY = 3;

  private final Inquiry inquiry;
  private final Trust trust;
  private final double[] shares;
  private Subset set;
  private int[] others;

  /**
   * @param others who may belong to it too; with all of them it fails
   */
  MinimalSet(Inquiry inquiry, int member, int[] others, double[] shares) {
    this.inquiry = inquiry;
    this.trust = inquiry.facts().trust();
    this.shares = shares;
    this.set = inquiry.all().minus(inquiry.all()).with(member);
    this.others = others.clone();
  }

  Subset grown() {
    int last = set.last();
    do {
      inquiry.narrow(withOthers(), StrictSweep.log(others.length) + 2);
    } while (others.length > 0 && inquiry.answer(set, 0.5) != Answer.FAILS && grow());
    if (set.size() == 2) {
      inquiry.insistOn(set.without(last), 1);
    }
    verify();
    return set;
  }

  private Subset withOthers() {
    return set.with(others, 0, others.length);
  }

  /** Adds the next member, or those that cannot be told apart of which one is it. */
  private boolean grow() {
    makeSureOf(withOthers());
    Prefixes prefixes = new Prefixes(inquiry, set, others, shares).narrowed();
    int first = Math.max(prefixes.passing(), 0);
    int end = Math.min(prefixes.failing(), others.length);
    Subset more = set.minus(set).with(prefixes.order(), first, end);
    if (end - prefixes.passing() > 1) {
      inquiry.cannotTell(more);
    }
    set = set.or(more);
    others = Arrays.copyOf(prefixes.order(), first);
    return end > 0;
  }

  /** The more it seems to take for a failure, the likelier it is that there was none. */
  private void makeSureOf(Subset failing) {
    if (trust.flakiness() > 0) {
      inquiry.certain(failing, 0.9, trust.votes() + set.size() - 1);
    } else if (set.size() == MANY) {
      inquiry.insistOn(failing, 2);
    }
  }

  /**
   * Where answers are flaky: it fails, and does not without any one member. That is asked once more
   * than usual, as wrong answers are likelier than culprits that work together.
   */
  private void verify() {
    inquiry.certain(set, 0.9, set.size() > 1 ? trust.votesForMuch() : trust.votes());
    if (trust.flakiness() > 0 && set.size() > 1) {
      for (int member : set.places()) {
        inquiry.certain(set.without(member), 0.1, trust.votesForMuch());
      }
    }
  }
}
