package io.trtdoctor.calibration;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A way in which an exporter changed names: something at the start or the end taken off and
 * something else put there.
 */
record AffixRule(String dropFirst, String addFirst, String dropLast, String addLast) {
  static final AffixRule NONE = new AffixRule("", "", "", "");

  /** From so many names a rule is guessed; more cost time and tell no more. */
  private static final int SAMPLES = 24;

  private static final int SHORTEST_COMMON = 2;
  private static final int MOST_TRIED = 16;

  /** What is left of a name before something is put to it, empty if the rule does not fit. */
  Optional<String> core(String name) {
    boolean fits =
        name.length() >= dropFirst.length() + dropLast.length()
            && name.startsWith(dropFirst)
            && name.endsWith(dropLast);
    return fits
        ? Optional.of(name.substring(dropFirst.length(), name.length() - dropLast.length()))
        : Optional.empty();
  }

  Optional<String> applied(String name) {
    return core(name).map(core -> addFirst + core + addLast);
  }

  /** The rule under which the most of the old names become new ones, empty if none does. */
  static Optional<AffixRule> best(Set<String> old, Set<String> now) {
    Map<AffixRule, Integer> rules = new HashMap<>();
    rules.put(NONE, 0);
    sampled(old).forEach(name -> closest(name, now).forEach(r -> rules.merge(r, 1, Integer::sum)));
    Comparator<AffixRule> simplest =
        Comparator.comparing(AffixRule::length).thenComparing(AffixRule::toString);
    Map<AffixRule, Long> hits = new LinkedHashMap<>();
    rules.keySet().stream()
        .sorted(Comparator.<AffixRule>comparingInt(r -> -rules.get(r)).thenComparing(simplest))
        .limit(MOST_TRIED)
        .forEach(rule -> hits.put(rule, rule.hits(old, now)));
    hits.computeIfAbsent(NONE, rule -> rule.hits(old, now));
    return hits.keySet().stream()
        .filter(rule -> hits.get(rule) > 0)
        .min(Comparator.<AffixRule>comparingLong(rule -> -hits.get(rule)).thenComparing(simplest));
  }

  /** The rule that turns one name into the other around the longest piece they have in common. */
  static AffixRule between(String old, String now) {
    int[] best = {0, 0, 0};
    int[] before = new int[now.length() + 1];
    for (int i = 1; i <= old.length(); i++) {
      int[] row = new int[now.length() + 1];
      for (int j = 1; j <= now.length(); j++) {
        row[j] = old.charAt(i - 1) == now.charAt(j - 1) ? before[j - 1] + 1 : 0;
        if (row[j] > best[0]) {
          best = new int[] {row[j], i, j};
        }
      }
      before = row;
    }
    return new AffixRule(
        old.substring(0, best[1] - best[0]),
        now.substring(0, best[2] - best[0]),
        old.substring(best[1]),
        now.substring(best[2]));
  }

  private static List<AffixRule> closest(String name, Collection<String> now) {
    List<AffixRule> rules =
        now.stream()
            .limit(SAMPLES * SAMPLES)
            .map(other -> between(name, other))
            .filter(rule -> rule.core(name).orElse("").length() >= SHORTEST_COMMON)
            .toList();
    int least = rules.stream().mapToInt(AffixRule::length).min().orElse(0);
    return rules.stream().filter(rule -> rule.length() == least).toList();
  }

  private static List<String> sampled(Set<String> names) {
    int step = Math.max(1, names.size() / SAMPLES);
    List<String> sorted = names.stream().sorted().toList();
    return IntStream.range(0, sorted.size())
        .filter(i -> i % step == 0)
        .mapToObj(sorted::get)
        .toList();
  }

  private long hits(Set<String> old, Set<String> now) {
    return old.stream().filter(name -> applied(name).filter(now::contains).isPresent()).count();
  }

  private int length() {
    return dropFirst.length() + addFirst.length() + dropLast.length() + addLast.length();
  }
}
