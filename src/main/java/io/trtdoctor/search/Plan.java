package io.trtdoctor.search;

import java.util.List;

/**
 * What to ask next, as a function of the facts alone: the same facts always lead to the same
 * questions, whoever asks them and in whatever order the answers came.
 */
final class Plan {
  private final Subset all;
  private final Suspicion suspicion;

  Plan(double[] weights) {
    this.all = Subset.all(weights.length);
    this.suspicion = new Suspicion(weights);
  }

  /**
   * What the facts amount to.
   *
   * @param inquiry what they tell
   * @param wishes what to ask next; empty once the search is over
   */
  record State(Inquiry inquiry, List<Wish> wishes) {}

  State consider(Facts facts) {
    Inquiry inquiry = new Inquiry(facts, suspicion, all);
    try {
      look(inquiry);
      return new State(inquiry, List.of());
    } catch (Unanswered open) {
      return new State(inquiry, open.wishes());
    }
  }

  private static void look(Inquiry inquiry) {
    Facts facts = inquiry.facts();
    if (!new Ends(inquiry).asAssumed()) {
      return;
    }
    if (!facts.monotone()) {
      new Remainder(inquiry).run();
    } else if (!facts.doubtful().isEmpty()) {
      throw new Unanswered(facts.doubtful().stream().map(doubt -> new Wish(doubt, 0.5)).toList());
    } else {
      new NamedSuspects(inquiry).follow();
      sweep(inquiry);
    }
    new Closing(inquiry).run();
  }

  private static void sweep(Inquiry inquiry) {
    boolean goesOn = true;
    while (goesOn && !passes(inquiry)) {
      goesOn =
          inquiry.facts().independent()
              ? new Sweep(inquiry).step()
              : new StrictSweep(inquiry).step();
    }
  }

  private static boolean passes(Inquiry inquiry) {
    Subset base = inquiry.base();
    return inquiry.facts().answer(base).filter(Answer.PASSES::equals).isPresent()
        && inquiry.certain(base, 0.1, inquiry.facts().trust().votesForMuch()) == Answer.PASSES;
  }
}
