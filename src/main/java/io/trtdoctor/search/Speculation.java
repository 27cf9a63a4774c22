package io.trtdoctor.search;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Picks questions to ask side by side: what the facts call for, then what they would call for after
 * each possible answer, the likelier ones first.
 */
final class Speculation {
  private static final int LOOKS_FOR_EACH = 3;

  private final Plan plan;

  Speculation(Plan plan) {
    this.plan = plan;
  }

  private record Branch(double chance, int number, Facts facts) {}

  /**
   * At most so many questions, the most useful first; those of the state come before all others.
   */
  List<Subset> wanted(Facts facts, List<Wish> wishes, int number) {
    Set<Subset> wanted = new LinkedHashSet<>();
    PriorityQueue<Branch> branches =
        new PriorityQueue<>(
            Comparator.comparingDouble(Branch::chance).reversed().thenComparing(Branch::number));
    branches.add(new Branch(1, 0, facts));
    for (int looks = LOOKS_FOR_EACH * number; looks > 0 && !branches.isEmpty(); looks--) {
      Branch branch = branches.remove();
      List<Wish> next = branch.facts() == facts ? wishes : look(branch);
      next.forEach(wish -> wanted.add(wish.subset()));
      if (wanted.size() >= number) {
        break;
      }
      next.forEach(wish -> suppose(branch, wish, branches));
    }
    return wanted.stream().limit(number).toList();
  }

  private List<Wish> look(Branch branch) {
    return plan.consider(branch.facts()).wishes();
  }

  private static void suppose(Branch branch, Wish wish, PriorityQueue<Branch> branches) {
    Facts facts = branch.facts();
    add(branches, branch.chance() * wish.chance(), facts.supposing(wish.subset(), Answer.FAILS));
    add(
        branches,
        branch.chance() * (1 - wish.chance()),
        facts.supposing(wish.subset(), Answer.PASSES));
  }

  private static void add(PriorityQueue<Branch> branches, double chance, Facts facts) {
    branches.add(new Branch(chance, branches.size(), facts));
  }
}
