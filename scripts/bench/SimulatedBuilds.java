package io.trtdoctor.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.Set;

/** Builds that fail because of culprits known beforehand, and whatever spoils the view of them. */
final class SimulatedBuilds {
  /** What the failure or the weights give away. */
  enum Prior {
    NONE,
    RIGHT_NAMES,
    WRONG_NAMES,
    RIGHT_WEIGHTS,
    WRONG_WEIGHTS
  }

  private static final double SUSPECT_WEIGHT = 20;
  private static final double ALSO_SUSPECT = 0.05;

  final int candidates;
  final List<Subset> culprits;
  private final Prior prior;
  private final double flaky;
  private final double unresolved;
  private final long seed;
  private final SplittableRandom random;
  int asked;

  SimulatedBuilds(
      int candidates, int sets, int size, Prior prior, double flaky, double unresolved, long seed) {
    this.candidates = candidates;
    this.prior = prior;
    this.flaky = flaky;
    this.unresolved = unresolved;
    this.seed = seed;
    this.random = new SplittableRandom(seed * 7919 + candidates * 31L + sets * 7 + size);
    this.culprits = drawn(sets, size);
  }

  private List<Subset> drawn(int sets, int size) {
    Set<Integer> places = new LinkedHashSet<>();
    while (places.size() < sets * size) {
      places.add(random.nextInt(candidates));
    }
    int[] inOrder = places.stream().mapToInt(Integer::intValue).toArray();
    List<Subset> drawn = new ArrayList<>();
    for (int i = 0; i < sets; i++) {
      drawn.add(Subset.none(candidates).with(inOrder, i * size, (i + 1) * size));
    }
    return drawn;
  }

  boolean fails(Subset subset) {
    return culprits.stream().anyMatch(subset::contains);
  }

  /** One build: the truth, spoilt as this simulation wants it. */
  Reply<Integer> ask(Subset subset) {
    asked++;
    boolean anEnd = subset.isEmpty() || subset.size() == candidates;
    long draw = (subset.hashCode() * 0x9E3779B97F4A7C15L + seed) * 0xBF58476D1CE4E5B9L;
    if (!anEnd && (draw >>> 11) * 0x1.0p-53 < unresolved) {
      return Reply.of(Answer.UNRESOLVED);
    }
    boolean truth = fails(subset);
    boolean told = truth ^ (flaky > 0 && random.nextDouble() < flaky);
    return told ? new Reply<>(Answer.FAILS, names(subset)) : Reply.of(Answer.PASSES);
  }

  private List<Integer> names(Subset subset) {
    return switch (prior) {
      case RIGHT_NAMES ->
          culprits.stream().filter(subset::contains).limit(1).map(Subset::last).toList();
      case WRONG_NAMES -> innocent(subset);
      case NONE, RIGHT_WEIGHTS, WRONG_WEIGHTS -> List.of();
    };
  }

  private List<Integer> innocent(Subset subset) {
    for (int i = 0; i < 100; i++) {
      int place = random.nextInt(candidates);
      if (subset.has(place) && culprits.stream().noneMatch(set -> set.has(place))) {
        return List.of(place);
      }
    }
    return List.of();
  }

  double[] weights() {
    double[] weights = new double[candidates];
    SplittableRandom draws = new SplittableRandom(seed);
    for (int i = 0; i < candidates; i++) {
      int place = i;
      boolean guilty = culprits.stream().anyMatch(set -> set.has(place));
      boolean other = draws.nextDouble() < ALSO_SUSPECT;
      boolean suspect =
          switch (prior) {
            case RIGHT_WEIGHTS -> guilty || other;
            case WRONG_WEIGHTS -> !guilty && other;
            case NONE, RIGHT_NAMES, WRONG_NAMES -> false;
          };
      weights[i] = suspect ? SUSPECT_WEIGHT : 1;
    }
    return weights;
  }
}
