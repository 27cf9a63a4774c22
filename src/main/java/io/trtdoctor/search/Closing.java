package io.trtdoctor.search;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes sure that what is lifted is enough and that nothing of it is needless: everything passes
 * without it, and fails with any one of it put back.
 */
final class Closing {
  private final Inquiry inquiry;

  Closing(Inquiry inquiry) {
    this.inquiry = inquiry;
  }

  void run() {
    tryFewer();
    Subset needed = inquiry.lifted();
    for (int place : inquiry.lifted().places()) {
      Subset without = needed.without(place);
      repeatIfFlaky(inquiry.all().minus(without));
      if (!inquiry.unresolved().has(place) && passes(inquiry.all().minus(without))) {
        needed = without;
      }
    }
    inquiry.lift(needed);
  }

  /** What follows from flaky answers is looked at once itself. */
  private void repeatIfFlaky(Subset readmitted) {
    if (inquiry.facts().trust().flakiness() > 0) {
      inquiry.insistOn(readmitted, 1);
    }
  }

  private boolean passes(Subset subset) {
    return inquiry.answer(subset, 0.9) == Answer.PASSES
        && inquiry.certain(subset, 0.1) == Answer.PASSES;
  }

  /** Where one candidate belongs to several sets, lifting it may do for all of them. */
  private void tryFewer() {
    List<Subset> sets = inquiry.sets();
    Subset fewer = meetingAll(sets).or(inquiry.unresolved().and(inquiry.lifted()));
    if (fewer.size() < inquiry.lifted().size() && passes(inquiry.all().minus(fewer))) {
      inquiry.lift(fewer);
    }
  }

  /** Few candidates of which each set has one: those first that most sets have. */
  private Subset meetingAll(List<Subset> sets) {
    Subset few = inquiry.all().minus(inquiry.all());
    List<Subset> left = sets;
    while (!left.isEmpty()) {
      List<Subset> now = left;
      Subset members = now.stream().reduce(few, Subset::or).minus(few);
      int best =
          IntStream.of(members.places())
              .boxed()
              .max(
                  Comparator.comparingLong(
                      place -> now.stream().filter(set -> set.has(place)).count()))
              .orElseThrow();
      few = few.with(best);
      left = now.stream().filter(set -> !set.has(best)).toList();
    }
    return few;
  }
}
