package io.trtdoctor.calibration;

import io.trtdoctor.calibration.CacheProblem.Kind;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.CalibrationCache.Entry;
import io.trtdoctor.model.Scale;
import io.trtdoctor.model.TensorName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Scales that look strange beside those of the other tensors; a suspicion, never more. */
final class NeighbourCheck {
  /**
   * A scale this many times as great, or as small, as that of the nearest neighbour is worth a
   * look. The greatest such ratio in the caches that TensorRT 8.6.1 and 10.6.0 wrote for
   * EfficientViT-B0 is 89, behind a division.
   */
  static final double OUTLIER = 1000;

  /**
   * So many tensors that are not next to each other with the same bits are worth a look; two padded
   * tensors of EfficientViT-B0 have the same scale because both end at 1.
   */
  static final int EQUAL = 4;

  /** Operators whose results end at the same number wherever they stand. */
  private static final Set<String> BOUNDED =
      Set.of("Sigmoid", "HardSigmoid", "Softmax", "Tanh", "Clip", "Erf", "Sin", "Cos", "Pad");

  private final CacheNetwork network;
  private final Map<TensorName, Entry> entries = new LinkedHashMap<>();

  private NeighbourCheck(CalibrationCache cache, CacheNetwork network) {
    this.network = network;
    cache.entries().stream()
        .filter(entry -> entry.scale().isUsable() && network.isTensor(entry.tensor()))
        .forEach(entry -> entries.put(entry.tensor(), entry));
  }

  static List<CacheProblem> problems(CalibrationCache cache, CacheNetwork network) {
    NeighbourCheck check = new NeighbourCheck(cache, network);
    List<CacheProblem> problems = new ArrayList<>();
    check.entries.values().forEach(entry -> check.outlier(entry).ifPresent(problems::add));
    problems.addAll(check.equals());
    return problems;
  }

  /** Empty where a neighbour is near, and where it is the neighbour that stands out. */
  private Optional<CacheProblem> outlier(Entry entry) {
    return around(entry).stream()
        .min(Comparator.comparingDouble(other -> distance(entry, other)))
        .filter(nearest -> distance(entry, nearest) > OUTLIER)
        .filter(nearest -> !standsOut(nearest, entry))
        .map(nearest -> outlier(entry, nearest));
  }

  /** Whether the entry is far from all its neighbours, one left out; not so if it has no other. */
  private boolean standsOut(Entry entry, Entry without) {
    List<Entry> others = around(entry).stream().filter(other -> !other.equals(without)).toList();
    return !others.isEmpty() && others.stream().allMatch(other -> distance(entry, other) > OUTLIER);
  }

  /** The neighbours that have a scale of their own. */
  private List<Entry> around(Entry entry) {
    Set<TensorName> tied = new HashSet<>(network.kin(entry.tensor()));
    return network.neighbours(entry.tensor()).stream()
        .filter(other -> entries.containsKey(other) && !tied.contains(other))
        .map(entries::get)
        .toList();
  }

  private static CacheProblem outlier(Entry entry, Entry nearest) {
    double ratio = (double) entry.scale().value() / nearest.scale().value();
    Kind kind = ratio > 1 ? Kind.GREAT_BESIDE_NEIGHBOURS : Kind.SMALL_BESIDE_NEIGHBOURS;
    long factor = Math.round(Math.max(ratio, 1 / ratio));
    return CacheProblem.ofEntry(kind, entry, entry.tensor(), factor, nearest.tensor());
  }

  /** How many times one scale is the other, at least 1. */
  private static double distance(Entry a, Entry b) {
    double ratio = (double) a.scale().value() / b.scale().value();
    return Math.max(ratio, 1 / ratio);
  }

  private List<CacheProblem> equals() {
    Map<Scale, Set<TensorName>> byScale = new LinkedHashMap<>();
    entries
        .values()
        .forEach(
            e -> byScale.computeIfAbsent(e.scale(), s -> new LinkedHashSet<>()).add(e.tensor()));
    return byScale.values().stream()
        .filter(tensors -> tensors.size() >= EQUAL)
        .map(this::apart)
        .filter(apart -> apart.size() >= EQUAL)
        .map(apart -> equal(entries.get(apart.get(0)), apart))
        .toList();
  }

  private static CacheProblem equal(Entry first, List<TensorName> tensors) {
    return CacheProblem.ofEntry(
        Kind.EQUAL_SCALES, first, tensors.size(), first.hex(), first.tensor(), tensors.get(1));
  }

  /** One tensor of each cluster of tensors next to each other, bounded results left out. */
  private List<TensorName> apart(Set<TensorName> tensors) {
    Set<TensorName> left = new LinkedHashSet<>(tensors);
    List<TensorName> apart = new ArrayList<>();
    while (!left.isEmpty()) {
      TensorName first = left.iterator().next();
      Set<TensorName> cluster = cluster(first, left);
      if (cluster.stream().noneMatch(t -> BOUNDED.contains(network.operator(t)))) {
        apart.add(first);
      }
    }
    return apart;
  }

  /** Takes the tensor and all that neighbours join to it out of those that are left. */
  private Set<TensorName> cluster(TensorName first, Set<TensorName> left) {
    Set<TensorName> cluster = new LinkedHashSet<>();
    Deque<TensorName> open = new ArrayDeque<>(List.of(first));
    left.remove(first);
    while (!open.isEmpty()) {
      TensorName tensor = open.remove();
      cluster.add(tensor);
      Set<TensorName> near = network.neighbours(tensor);
      near.addAll(network.kin(tensor));
      near.stream().filter(left::remove).forEach(open::add);
    }
    return cluster;
  }
}
