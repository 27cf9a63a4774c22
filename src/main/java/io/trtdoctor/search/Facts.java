package io.trtdoctor.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that was answered, and what follows from it: a set fails if a part of it does, and passes if
 * it is part of one that passes, for as long as no answer contradicts this. Never changes.
 */
final class Facts {
  /**
   * Where answers are flaky, so many more of them must say that a set passes of which a part fails.
   */
  private static final int UNLIKELY = 2;

  private final Map<Subset, Tally> tallies;
  private final Trust stated;
  private final boolean flaky;
  private final List<Subset> failing = new ArrayList<>();
  private final List<Subset> passing = new ArrayList<>();
  private final List<Subset> doubtful = new ArrayList<>();
  private final Subset cleared;
  private final boolean independent;
  private boolean monotone = true;

  private Facts(Map<Subset, Tally> tallies, Trust stated, Subset none) {
    this.tallies = tallies;
    this.stated = stated;
    this.flaky = tallies.values().stream().anyMatch(Tally::differs);
    tallies.forEach(this::sortIn);
    cleared = passing.stream().reduce(none, Subset::or);
    independent = failing.stream().noneMatch(cleared::contains);
    failing.forEach(this::compareWithPassing);
  }

  static Facts none(int candidates, Trust trust) {
    return new Facts(Map.of(), trust, Subset.none(candidates));
  }

  private void sortIn(Subset subset, Tally tally) {
    Optional<Answer> verdict = tally.verdict();
    if (verdict.equals(Optional.of(Answer.FAILS))) {
      failing.add(subset);
    } else if (verdict.equals(Optional.of(Answer.PASSES))) {
      passing.add(subset);
    }
  }

  private void compareWithPassing(Subset failed) {
    for (Subset passed : passing) {
      if (passed.contains(failed)) {
        List<Subset> open =
            List.of(failed, passed).stream().filter(subset -> !repeated(subset)).toList();
        doubtful.addAll(open);
        monotone &= !open.isEmpty();
      }
    }
  }

  private boolean repeated(Subset subset) {
    int extra = trust().flakiness() > 0 ? UNLIKELY : 0;
    return tally(subset).lead() >= Math.max(2, trust().votes() + extra);
  }

  /** With one more answer. */
  Facts with(Subset subset, Answer answer, List<Integer> suspects) {
    return with(subset, answer, 1, suspects);
  }

  /** As if this had been answered beyond doubt. */
  Facts supposing(Subset subset, Answer answer) {
    return with(subset, answer, tally(subset).lead() + Math.max(2, trust().votes()), List.of());
  }

  private Facts with(Subset subset, Answer answer, int times, List<Integer> suspects) {
    Map<Subset, Tally> more = new LinkedHashMap<>(tallies);
    more.put(subset, tally(subset).plus(answer, times, suspects));
    return new Facts(more, stated, subset.minus(subset));
  }

  Tally tally(Subset subset) {
    return tallies.getOrDefault(subset, Tally.NONE);
  }

  /** What is known of a question, by its own answers or because it follows from others. */
  Optional<Answer> answer(Subset subset) {
    Tally tally = tally(subset);
    if (tally.differs() && tally.lead() == 0) {
      return Optional.empty();
    }
    Optional<Answer> own = tally.verdict();
    return own.filter(Answer.UNRESOLVED::equals).isEmpty() && own.isPresent()
        ? own
        : implied(subset).or(() -> own);
  }

  private Optional<Answer> implied(Subset subset) {
    if (!monotone) {
      return Optional.empty();
    }
    if (failing.stream().anyMatch(subset::contains)) {
      return Optional.of(Answer.FAILS);
    }
    return passing.stream().anyMatch(passed -> passed.contains(subset))
        ? Optional.of(Answer.PASSES)
        : Optional.empty();
  }

  /** By how many answers what is known of a question leads. */
  int lead(Subset subset) {
    int lead = tally(subset).lead();
    if (!monotone) {
      return lead;
    }
    boolean fails = answer(subset).equals(Optional.of(Answer.FAILS));
    return (fails ? failing : passing)
        .stream()
            .filter(other -> fails ? subset.contains(other) : other.contains(subset))
            .mapToInt(other -> tally(other).lead())
            .reduce(lead, Math::max);
  }

  boolean unresolved(Subset subset) {
    return answer(subset).equals(Optional.of(Answer.UNRESOLVED));
  }

  /** What failed, in the order of the first answers. */
  List<Subset> failing() {
    return failing;
  }

  List<Subset> passing() {
    return passing;
  }

  /** All that was part of something that passes: not to blame, if culprits are independent. */
  Subset cleared() {
    return cleared;
  }

  /** Whether all answers agree with each culprit being enough by itself. */
  boolean independent() {
    return independent;
  }

  /** Questions to repeat because they contradict each other: a part fails, the whole passes. */
  List<Subset> doubtful() {
    return doubtful;
  }

  /** False once a part failed and the whole passed, each repeatedly. */
  boolean monotone() {
    return monotone;
  }

  boolean flaky() {
    return flaky;
  }

  Trust trust() {
    return flaky && stated.flakiness() == 0 ? Trust.DISAPPOINTED : stated;
  }
}
