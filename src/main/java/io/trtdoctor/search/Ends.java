package io.trtdoctor.search;

import java.util.List;
import java.util.Optional;

/** Looks first whether it fails with all candidates and passes with none. */
final class Ends {
  private final Inquiry inquiry;

  Ends(Inquiry inquiry) {
    this.inquiry = inquiry;
  }

  /** Whether there is something to search for. */
  boolean asAssumed() {
    Subset none = inquiry.all().minus(inquiry.all());
    askBoth(none);
    int votes = inquiry.facts().trust().votesForMuch();
    if (inquiry.answer(none, 0) == Answer.FAILS
        && inquiry.certain(none, 0, votes) == Answer.FAILS) {
      inquiry.end(Isolation.Shape.FAILS_WITHOUT);
    } else if (inquiry.answer(inquiry.all(), 1) == Answer.UNRESOLVED) {
      inquiry.end(Isolation.Shape.UNKNOWN);
      inquiry.cannotTell(inquiry.all());
    } else if (inquiry.answer(inquiry.all(), 1) == Answer.PASSES
        && inquiry.certain(inquiry.all(), 1, votes) == Answer.PASSES) {
      inquiry.end(Isolation.Shape.PASSES_WITH_ALL);
    }
    return inquiry.ended().isEmpty();
  }

  private void askBoth(Subset none) {
    Optional<Answer> without = inquiry.facts().answer(none);
    Optional<Answer> with = inquiry.facts().answer(inquiry.all());
    if (without.isEmpty() && with.isEmpty()) {
      throw new Unanswered(List.of(new Wish(inquiry.all(), 1), new Wish(none, 0)));
    }
  }
}
