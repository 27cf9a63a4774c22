package io.trtdoctor.search;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a search found.
 *
 * @param shape how the culprits work together
 * @param culprits the minimal failing sets that were found: each fails by itself and passes without
 *     any one of its members; a set of one is a culprit on its own
 * @param lifted candidates without which everything passes, as few as the search found
 * @param unresolved candidates of which nothing could be told
 * @param monotone false once a set passed although a part of it fails
 * @param flaky whether equal tries were answered differently
 * @param complete false if the search was ended by its limits before it knew
 * @param tries how often the question was asked
 * @param confidence how likely this is right, from 0 to 1; 1 where every answer is repeatable
 * @param next what would be asked next if the search was ended early
 */
public record Isolation<T>(
    Shape shape,
    List<Set<T>> culprits,
    Set<T> lifted,
    Set<T> unresolved,
    boolean monotone,
    boolean flaky,
    boolean complete,
    int tries,
    double confidence,
    Optional<Set<T>> next) {
  /** How culprits work together. */
  public enum Shape {
    /** Each culprit is enough by itself. */
    INDEPENDENT,
    /** Only together do they fail. */
    JOINT,
    /** Some alone, some only together. */
    MIXED,
    /** It fails with none of the candidates too: they are not to blame. */
    FAILS_WITHOUT,
    /** It does not fail with all of them. */
    PASSES_WITH_ALL,
    /** The answers do not tell. */
    UNKNOWN
  }

  public Isolation {
    culprits = culprits.stream().map(Set::copyOf).toList();
    lifted = Set.copyOf(lifted);
    unresolved = Set.copyOf(unresolved);
    next = next.map(Set::copyOf);
  }
}
