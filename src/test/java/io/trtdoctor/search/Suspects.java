package io.trtdoctor.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A question with a known truth, which keeps what it was asked. */
final class Suspects implements Question<Integer> {
  private final Predicate<Set<Integer>> fails;
  private final List<Set<Integer>> asked = new ArrayList<>();

  private Suspects(Predicate<Set<Integer>> fails) {
    this.fails = fails;
  }

  /** Fails with any of these sets in. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  static Suspects guilty(Set<Integer>... sets) {
    List<Set<Integer>> culprits = List.of(sets);
    return failing(subset -> culprits.stream().anyMatch(subset::containsAll));
  }

  static Suspects failing(Predicate<Set<Integer>> fails) {
    return new Suspects(fails);
  }

  static List<Integer> numbers(int candidates) {
    return IntStream.range(0, candidates).boxed().toList();
  }

  static Set<Set<Integer>> each(Integer... culprits) {
    return List.of(culprits).stream().map(Set::of).collect(Collectors.toSet());
  }

  boolean fails(Set<Integer> subset) {
    return fails.test(subset);
  }

  @Override
  public synchronized Reply<Integer> ask(Set<Integer> subset) {
    asked.add(subset);
    return Reply.of(fails(subset) ? Answer.FAILS : Answer.PASSES);
  }

  synchronized List<Set<Integer>> asked() {
    return List.copyOf(asked);
  }
}
