package io.trtdoctor.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One look at the facts, and what it has concluded so far. */
final class Inquiry {
  private final Facts facts;
  private final Suspicion suspicion;
  private final Subset all;
  private final Set<Integer> found = new LinkedHashSet<>();
  private final List<Subset> sets = new ArrayList<>();
  private Subset lifted;
  private Subset unresolved;
  private Subset suspects;
  private double expected;
  private boolean namesHelp = true;
  private Optional<Isolation.Shape> ended = Optional.empty();

  Inquiry(Facts facts, Suspicion suspicion, Subset all) {
    this.facts = facts;
    this.suspicion = suspicion;
    this.all = all;
    this.lifted = all.minus(all);
    this.unresolved = lifted;
    this.suspects = all;
  }

  Facts facts() {
    return facts;
  }

  Subset all() {
    return all;
  }

  /** All but what was lifted. */
  Subset base() {
    return all.minus(lifted);
  }

  Subset lifted() {
    return lifted;
  }

  List<Subset> sets() {
    return sets;
  }

  Subset unresolved() {
    return unresolved;
  }

  /** Who may still be to blame. */
  Subset suspects() {
    return suspects;
  }

  /** How many more questions are expected. */
  double expected() {
    return expected;
  }

  /** How the search ended where there was nothing to search for. */
  Optional<Isolation.Shape> ended() {
    return ended;
  }

  boolean namesHelp() {
    return namesHelp;
  }

  /**
   * What is known of a question.
   *
   * @param chance how likely it fails
   * @throws Unanswered if nothing is
   */
  Answer answer(Subset subset, double chance) {
    return facts.answer(subset).orElseThrow(() -> new Unanswered(subset, chance));
  }

  /** The same, but beyond the doubt that flaky answers leave. */
  Answer certain(Subset subset, double chance) {
    return certain(subset, chance, facts.trust().votes());
  }

  /** The same for an answer that is to lead by so many. */
  Answer certain(Subset subset, double chance, int votes) {
    Answer answer = answer(subset, chance);
    if (answer != Answer.UNRESOLVED && facts.lead(subset) < votes) {
      throw new Unanswered(subset, answer == Answer.FAILS ? 0.9 : 0.1);
    }
    return answer;
  }

  /**
   * Has a question answered by itself so often, not only by what follows from others: an answer on
   * which much rests, and which may have been wrong.
   */
  void insistOn(Subset subset, int times) {
    Tally tally = facts.tally(subset);
    if (tally.unresolved() == 0 && tally.fails() + tally.passes() < times) {
      throw new Unanswered(subset, 0.5);
    }
  }

  /** A minimal failing set was found; without this member of it the search goes on. */
  void blame(Subset set, int member) {
    sets.add(set);
    found.add(member);
    lifted = lifted.with(member);
  }

  /** These cannot be told apart; the search goes on without them. */
  void giveUpOn(Subset block) {
    unresolved = unresolved.or(block);
    lifted = lifted.or(block);
  }

  void cannotTell(Subset candidates) {
    unresolved = unresolved.or(candidates);
  }

  void lift(Subset instead) {
    lifted = instead;
  }

  void end(Isolation.Shape shape) {
    ended = Optional.of(shape);
  }

  void ignoreNames() {
    namesHelp = false;
  }

  void narrow(Subset left, double questions) {
    suspects = left;
    expected = questions;
  }

  double[] shares() {
    return suspicion.shares(found);
  }

  double[] shares(List<Integer> named) {
    return suspicion.shares(found, named);
  }

  int found() {
    return found.size();
  }

  /** Whom the failures of parts of a set named that are in it, in the order they came. */
  List<Integer> namedIn(Subset set) {
    return facts.failing().stream()
        .filter(set::contains)
        .flatMap(failed -> facts.tally(failed).suspects().stream())
        .filter(set::has)
        .distinct()
        .toList();
  }
}
