package io.trtdoctor.selftest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The search that our own is compared with: minimizing delta debugging (Zeller and Hildebrandt,
 * "Simplifying and isolating failure-inducing input", 2002), begun again without what it found
 * until nothing fails any more.
 */
final class Ddmin<T> {
  private final Predicate<List<T>> fails;
  private final Map<List<T>, Boolean> known = new HashMap<>();

  /**
   * @param fails whether a subset, in the candidates' order, fails; asked once for each
   */
  Ddmin(Predicate<List<T>> fails) {
    this.fails = fails;
  }

  /** Every set found, each of them failing and 1-minimal. */
  List<List<T>> all(List<T> candidates) {
    List<List<T>> found = new ArrayList<>();
    List<T> left = candidates;
    while (!left.isEmpty() && ask(left)) {
      List<T> set = minimal(left);
      found.add(set);
      left = without(left, set);
    }
    return found;
  }

  /** How many different subsets were asked about. */
  int asked() {
    return known.size();
  }

  private List<T> minimal(List<T> failing) {
    List<T> set = failing;
    int pieces = 2;
    while (set.size() > 1) {
      List<T> now = set;
      List<List<T>> parts = parts(now, Math.min(pieces, now.size()));
      Optional<List<T>> part = first(parts, Function.identity());
      Optional<List<T>> rest = part.or(() -> first(parts, p -> without(now, p)));
      if (rest.isEmpty() && pieces >= set.size()) {
        return set;
      }
      set = rest.orElse(set);
      pieces = part.isPresent() ? 2 : rest.isPresent() ? Math.max(2, pieces - 1) : 2 * pieces;
    }
    return set;
  }

  private Optional<List<T>> first(List<List<T>> parts, Function<List<T>, List<T>> subset) {
    return parts.stream().map(subset).filter(this::ask).findFirst();
  }

  private boolean ask(List<T> subset) {
    Boolean answer = known.get(subset);
    if (answer == null) {
      answer = fails.test(subset);
      known.put(subset, answer);
    }
    return answer;
  }

  private static <T> List<List<T>> parts(List<T> set, int pieces) {
    List<List<T>> parts = new ArrayList<>();
    for (int i = 0; i < pieces; i++) {
      parts.add(set.subList(set.size() * i / pieces, set.size() * (i + 1) / pieces));
    }
    return parts;
  }

  private static <T> List<T> without(List<T> set, List<T> part) {
    return set.stream().filter(candidate -> !part.contains(candidate)).toList();
  }
}
