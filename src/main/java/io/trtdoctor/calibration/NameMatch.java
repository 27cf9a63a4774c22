package io.trtdoctor.calibration;

import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.CalibrationCache.Entry;
import io.trtdoctor.model.TensorName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Guesses by names alone what the tensors of a cache are called in a network exported anew.
 *
 * <p>Names that become equal once something at their ends has been taken off or put on belong
 * together. Where the numbers in them changed as well, those of one spelling are paired in the
 * order of their numbers, and only if there are as many old ones as new ones: exporters count
 * upwards.
 */
final class NameMatch {
  private static final int MOST_RULES = 4;

  /** From this share of foreign names on, the known ones of the same spelling are doubted too. */
  private static final double DOUBTFUL = 0.25;

  private final Set<TensorName> foreign;
  private final Set<TensorName> missing;
  private final Set<TensorName> known;
  private final CacheNetwork network;
  private final Map<TensorName, TensorName> found = new LinkedHashMap<>();

  private NameMatch(CalibrationCache cache, CacheNetwork network) {
    this.network = network;
    Set<TensorName> names =
        cache.entries().stream()
            .map(Entry::tensor)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    foreign = new LinkedHashSet<>(names);
    foreign.removeIf(network::knows);
    missing = new LinkedHashSet<>(network.calibrated());
    missing.removeAll(names);
    known = new LinkedHashSet<>(network.calibrated());
    known.retainAll(names);
  }

  /** New name by old name, those that stay the same left out. */
  static Map<TensorName, TensorName> of(CalibrationCache cache, CacheNetwork network) {
    NameMatch match = new NameMatch(cache, network);
    for (int i = 0; i < MOST_RULES && !match.foreign.isEmpty() && !match.missing.isEmpty(); i++) {
      Optional<AffixRule> rule =
          AffixRule.best(skeletons(match.foreign).keySet(), skeletons(match.missing).keySet());
      if (rule.isEmpty() || !match.pair(rule.orElseThrow())) {
        break;
      }
    }
    match.pairInternal();
    match.found.entrySet().removeIf(pair -> pair.getKey().equals(pair.getValue()));
    return match.found;
  }

  private static Map<String, List<TensorName>> skeletons(Collection<TensorName> names) {
    return names.stream()
        .collect(
            Collectors.groupingBy(
                name -> NameShape.of(name.value()).skeleton(),
                LinkedHashMap::new,
                Collectors.toList()));
  }

  /** Whether the rule paired anything. */
  private boolean pair(AffixRule rule) {
    int before = found.size();
    Map<String, List<TensorName>> now = skeletons(missing);
    Map<String, List<TensorName>> both = rule.equals(AffixRule.NONE) ? skeletons(known) : Map.of();
    skeletons(foreign)
        .forEach(
            (skeleton, old) ->
                rule.applied(skeleton)
                    .filter(now::containsKey)
                    .ifPresent(
                        key ->
                            pair(rule, old, now.get(key), both.getOrDefault(skeleton, List.of()))));
    foreign.removeAll(found.keySet());
    missing.removeAll(found.values());
    return found.size() > before;
  }

  private void pair(
      AffixRule rule, List<TensorName> old, List<TensorName> now, List<TensorName> both) {
    Map<TensorName, TensorName> same = withSameNumbers(rule, old, now);
    if (same.size() == Math.min(old.size(), now.size())) {
      found.putAll(same);
    } else if (old.size() == now.size()) {
      boolean doubtful = old.size() >= DOUBTFUL * (old.size() + both.size());
      inOrder(joined(old, doubtful ? both : List.of()), joined(now, doubtful ? both : List.of()));
    }
  }

  private static Map<TensorName, TensorName> withSameNumbers(
      AffixRule rule, List<TensorName> old, List<TensorName> now) {
    Map<List<String>, TensorName> byNumbers = new HashMap<>();
    now.forEach(t -> byNumbers.put(numbers(t, rule.addFirst(), rule.addLast()), t));
    Map<TensorName, TensorName> same = new LinkedHashMap<>();
    Set<TensorName> taken = new HashSet<>();
    for (TensorName tensor : old) {
      TensorName other = byNumbers.get(numbers(tensor, rule.dropFirst(), rule.dropLast()));
      if (other != null && taken.add(other)) {
        same.put(tensor, other);
      }
    }
    return same;
  }

  /** The numbers of a name that do not stand in what the rule takes off or puts on. */
  private static List<String> numbers(TensorName tensor, String first, String last) {
    List<String> all = NameShape.of(tensor.value()).numbers();
    return all.subList(NameShape.numbersIn(first), all.size() - NameShape.numbersIn(last));
  }

  private void inOrder(List<TensorName> old, List<TensorName> now) {
    for (int i = 0; i < old.size(); i++) {
      found.put(old.get(i), now.get(i));
    }
  }

  private static List<TensorName> joined(List<TensorName> some, List<TensorName> others) {
    List<TensorName> all = new ArrayList<>(some);
    all.addAll(others);
    all.sort(
        Comparator.comparing(t -> NameShape.of(t.value()).numbers(), NameShape::compareNumbers));
    return all;
  }

  /** Names that TensorRT made up after tensors or layers change as those do. */
  private void pairInternal() {
    Map<AffixRule, Long> literal =
        found.entrySet().stream()
            .map(pair -> AffixRule.between(pair.getKey().value(), pair.getValue().value()))
            .collect(Collectors.groupingBy(rule -> rule, Collectors.counting()));
    literal.entrySet().stream()
        .max(Map.Entry.<AffixRule, Long>comparingByValue().thenComparing(e -> e.toString()))
        .map(Map.Entry::getKey)
        .filter(rule -> rule.dropLast().isEmpty() && rule.addLast().isEmpty())
        .ifPresent(this::pairInternal);
  }

  private void pairInternal(AffixRule rule) {
    Set<TensorName> taken = new HashSet<>(found.values());
    for (TensorName tensor : foreign) {
      Optional<TensorName> renamed = rule.applied(tensor.value()).map(TensorName::of);
      renamed.filter(network::knows).filter(taken::add).ifPresent(t -> found.put(tensor, t));
    }
  }
}
