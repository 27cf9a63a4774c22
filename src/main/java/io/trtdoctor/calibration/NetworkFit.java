package io.trtdoctor.calibration;

import io.trtdoctor.calibration.CacheProblem.Kind;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.CalibrationCache.Entry;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.TensorName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How a calibration cache fits a network.
 *
 * <p>The thresholds come from the caches that TensorRT 8.6.1 and 10.6.0 wrote for EfficientViT-B0:
 * each holds an entry for every one of the 179 floating-point activations of the ONNX model, and
 * every other name in it is one that TensorRT made up.
 *
 * @param verdict what the counts below come to
 * @param expected tensors of the network that should have an entry
 * @param covered how many of them have one
 * @param known entries whose tensor is in the network
 * @param internal entries whose name TensorRT made up; they are never counted as foreign
 * @param foreign entries whose name is neither
 * @param problems foreign entries, missing tensors and zero scales of tensors that need one
 */
public record NetworkFit(
    Verdict verdict,
    int expected,
    int covered,
    int known,
    int internal,
    int foreign,
    List<CacheProblem> problems) {
  /** What a cache is to a network. */
  public enum Verdict {
    /**
     * At most one in a hundred of the expected tensors lacks an entry. Real caches lack none; the
     * one in a hundred leaves room for what a parser folds away before calibration.
     */
    WHOLE,
    /** More than that is missing, and the entries there are belong to the network. */
    PARTIAL,
    /**
     * Fewer than half of the entries that name a tensor of a model name one of this network. Two
     * networks share names such as {@code input}, and an exporter's numbering makes more equal by
     * chance; a new version of the same network keeps most.
     */
    FOREIGN,
    /** No entries at all. */
    EMPTY
  }

  private static final double TOLERATED_MISSING = 0.01;

  public NetworkFit {
    problems = List.copyOf(problems);
  }

  /** The share of the expected tensors that have an entry, from 0 to 1; 1 if none is expected. */
  public double share() {
    return expected == 0 ? 1 : (double) covered / expected;
  }

  static NetworkFit of(
      CalibrationCache cache, Network network, Predicate<TensorName> needsNoScale) {
    NetworkNames names = new NetworkNames(network);
    List<TensorName> expected = names.calibrated(needsNoScale);
    Set<TensorName> inCache =
        cache.entries().stream().map(Entry::tensor).collect(Collectors.toSet());
    List<TensorName> missing = expected.stream().filter(t -> !inCache.contains(t)).toList();
    List<Entry> known = entries(cache, names::isTensor);
    List<Entry> foreign = entries(cache, t -> !names.isTensor(t) && !names.isInternal(t));
    return new NetworkFit(
        verdict(cache, expected.size(), missing.size(), known.size(), foreign.size()),
        expected.size(),
        expected.size() - missing.size(),
        known.size(),
        cache.entries().size() - known.size() - foreign.size(),
        foreign.size(),
        problems(foreign, zeros(cache, Set.copyOf(expected)), missing));
  }

  private static Verdict verdict(
      CalibrationCache cache, int expected, int missing, int known, int foreign) {
    if (cache.entries().isEmpty()) {
      return Verdict.EMPTY;
    }
    if (isForeign(known, foreign)) {
      return Verdict.FOREIGN;
    }
    return missing > expected * TOLERATED_MISSING ? Verdict.PARTIAL : Verdict.WHOLE;
  }

  /** Whether a cache with so many entries that name a tensor, or none, is another network's. */
  static boolean isForeign(long known, long foreign) {
    return foreign > known;
  }

  private static List<Entry> entries(CalibrationCache cache, Predicate<TensorName> which) {
    return cache.entries().stream().filter(e -> which.test(e.tensor())).toList();
  }

  private static List<Entry> zeros(CalibrationCache cache, Set<TensorName> expected) {
    return entries(cache, expected::contains).stream().filter(e -> e.scale().value() == 0).toList();
  }

  private static List<CacheProblem> problems(
      List<Entry> foreign, List<Entry> zeros, List<TensorName> missing) {
    List<CacheProblem> problems = new ArrayList<>();
    foreign.forEach(e -> problems.add(CacheProblem.ofEntry(Kind.FOREIGN_ENTRY, e, e.tensor())));
    zeros.forEach(e -> problems.add(CacheProblem.ofEntry(Kind.ZERO_SCALE, e, e.tensor())));
    missing.forEach(t -> problems.add(CacheProblem.ofTensor(Kind.MISSING_TENSOR, t)));
    return problems;
  }
}
