package io.trtdoctor.search;

/**
 * The shortest beginning of an order that fails together with a background, by bisection. Assumes
 * nothing about how culprits work together.
 */
final class Prefixes {
  /** How often candidates that cannot be told apart are tried in another order. */
  private static final int OTHER_ORDERS = 3;

  private final Inquiry inquiry;
  private final Subset background;
  private final int[] places;
  private final double[] shares;
  private final Part order;
  private final int[] ranks;
  private int passing = -1;
  private int failing;

  Prefixes(Inquiry inquiry, Subset background, int[] order, double[] shares) {
    this.inquiry = inquiry;
    this.background = background;
    this.places = order.clone();
    this.shares = shares;
    this.order = new Part(order, shares);
    this.ranks = new int[shares.length];
    for (int i = 0; i < order.length; i++) {
      ranks[order[i]] = i;
    }
    failing = order.length + 1;
    readFacts();
  }

  private void readFacts() {
    Subset whole = prefix(order.length());
    inquiry.facts().failing().stream()
        .filter(whole::contains)
        .forEach(failed -> failing = Math.min(failing, lengthToHold(failed)));
    inquiry.facts().passing().stream()
        .filter(passed -> passed.contains(background))
        .forEach(passed -> passing = Math.max(passing, lengthWithin(passed)));
  }

  private int lengthToHold(Subset failed) {
    int length = 0;
    for (int place : failed.minus(background).places()) {
      length = Math.max(length, ranks[place] + 1);
    }
    return length;
  }

  private int lengthWithin(Subset passed) {
    int length = 0;
    while (length < order.length() && passed.has(order.place(length))) {
      length++;
    }
    return length;
  }

  /** The background with the first so many. */
  Subset prefix(int length) {
    return order.addedTo(background, length);
  }

  /**
   * Looks until the boundary is as narrow as the answers allow, in another order if that helps.
   *
   * @throws Unanswered while there is something to ask
   */
  Prefixes narrowed() {
    return narrowed(OTHER_ORDERS);
  }

  private Prefixes narrowed(int otherOrders) {
    askBetween();
    boolean apart = failing - passing <= 1 || failing > order.length() || failing == 1;
    if (!apart && otherOrders > 0) {
      Prefixes other =
          new Prefixes(inquiry, background, rotated(), shares).narrowed(otherOrders - 1);
      if (other.failing - other.passing <= 1) {
        return other;
      }
    }
    verify();
    return this;
  }

  private void askBetween() {
    int from = passing + 1;
    int to = Math.min(failing - 1, order.length());
    double before = order.share(Math.max(0, passing));
    double between = order.share(Math.min(order.length(), failing)) - before;
    if (from <= to) {
      Part.byEvenness(from, to, n -> (order.share(n) - before) / between)
          .filter(n -> inquiry.facts().answer(prefix(n)).isEmpty())
          .findFirst()
          .ifPresent(this::ask);
    }
  }

  private void ask(int length) {
    throw new Unanswered(prefix(length), 0.5);
  }

  /** The last of those that could not be told apart before the others. */
  private int[] rotated() {
    int[] rotated = places.clone();
    int first = Math.max(0, passing);
    System.arraycopy(places, first, rotated, first + 1, failing - first - 1);
    rotated[first] = places[failing - 1];
    return rotated;
  }

  int[] order() {
    return places.clone();
  }

  private void verify() {
    if (passing >= 0) {
      inquiry.certain(prefix(passing), 0.1);
    }
    if (failing <= order.length()) {
      inquiry.certain(prefix(failing), 0.9);
    }
  }

  /** The longest beginning known to pass, -1 if none is. */
  int passing() {
    return passing;
  }

  /** The shortest beginning known to fail, one more than all if none is. */
  int failing() {
    return failing;
  }
}
