package io.trtdoctor.search;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Picks questions to ask side by side: what the facts call for, then what they would call for after
 * each possible answer, those first that are likeliest to be wanted and to tell something.
 */
final class Speculation {
  private static final int LOOKS_FOR_EACH = 3;

  /**
   * What a question beside the first is worth against one that follows from it. With 1 a lone
   * culprit takes up to 1.1 rounds more than a third of those of one at a time; with 0.2 eight
   * culprits among 5000 take a quarter more rounds than with 0.4 ({@code scripts/search-bench}).
   */
  private static final double BESIDE = 0.4;

  private final Plan plan;
  private final PriorityQueue<Idea> ideas =
      new PriorityQueue<>(
          Comparator.comparingDouble(Idea::value).reversed().thenComparing(Idea::number));
  private int number;

  Speculation(Plan plan) {
    this.plan = plan;
  }

  /**
   * A question to ask, or if there is none, facts that might come to be and are to be looked at.
   *
   * @param value how likely it is to be of use, from 0 to 1
   */
  private record Idea(double value, int number, Optional<Subset> question, Facts facts) {}

  /** At most so many questions, the most useful first. */
  List<Subset> wanted(Facts facts, List<Wish> wishes, int most) {
    Set<Subset> wanted = new LinkedHashSet<>();
    follow(1, facts, wishes);
    int looks = LOOKS_FOR_EACH * most;
    while (wanted.size() < most && !ideas.isEmpty()) {
      Idea idea = ideas.remove();
      idea.question().ifPresent(wanted::add);
      if (idea.question().isEmpty() && looks-- > 0) {
        follow(idea.value(), idea.facts(), plan.consider(idea.facts()).wishes());
      }
    }
    return List.copyOf(wanted);
  }

  private void follow(double likely, Facts facts, List<Wish> wishes) {
    for (int i = 0; i < wishes.size(); i++) {
      Wish wish = wishes.get(i);
      double value = i == 0 ? likely : BESIDE * likely * tells(wish.chance());
      suppose(value, facts, wish);
    }
  }

  private void suppose(double value, Facts facts, Wish wish) {
    Subset subset = wish.subset();
    add(value, Optional.of(subset), facts);
    add(value * wish.chance(), Optional.empty(), facts.supposing(subset, Answer.FAILS));
    add(value * (1 - wish.chance()), Optional.empty(), facts.supposing(subset, Answer.PASSES));
  }

  /** How much an answer tells, from 0 to 1: most where the odds are even. */
  private static double tells(double chance) {
    return 4 * chance * (1 - chance);
  }

  private void add(double value, Optional<Subset> question, Facts facts) {
    ideas.add(new Idea(value, number++, question, facts));
  }
}
