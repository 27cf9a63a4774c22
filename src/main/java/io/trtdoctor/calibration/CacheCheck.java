package io.trtdoctor.calibration;

import io.trtdoctor.calibration.CacheProblem.Kind;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.CalibrationCache.Entry;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.Scale;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.model.TensorRtVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Tells what is wrong with a calibration cache, alone or against a network. */
public final class CacheCheck {
  /**
   * The greatest scale taken for a real one. It stands for activations of 127 million; calibrators
   * that were handed garbage memory write such numbers.
   */
  public static final float LARGEST_PLAUSIBLE_SCALE = 1e6f;

  private CacheCheck() {}

  /** What is wrong with the cache itself, in the order of its lines. */
  public static List<CacheProblem> alone(CalibrationCache cache) {
    return alone(cache, Optional.empty(), Optional.empty());
  }

  /**
   * What is wrong with the cache for a build with this TensorRT and this calibrator, in the order
   * of its lines.
   *
   * @param version the TensorRT that is to read it, if known
   * @param calibrator the calibrator of the build, if known
   */
  public static List<CacheProblem> alone(
      CalibrationCache cache,
      Optional<TensorRtVersion> version,
      Optional<CalibrationAlgorithm> calibrator) {
    List<CacheProblem> problems = new ArrayList<>(header(cache, version, calibrator));
    cache
        .unreadable()
        .forEach(l -> problems.add(CacheProblem.ofLine(Kind.UNREADABLE_LINE, l.line(), l.text())));
    cache.entries().forEach(e -> scale(e).ifPresent(problems::add));
    problems.addAll(duplicates(cache));
    mostlyEqual(cache).ifPresent(problems::add);
    problems.sort(Comparator.comparingInt(p -> p.line().orElse(0)));
    return List.copyOf(problems);
  }

  /**
   * How the cache fits a network; see {@link NetworkFit}.
   *
   * @param needsNoScale tells of a tensor whether a missing scale is normal: constants, indices,
   *     shapes and copies of them
   */
  public static NetworkFit against(
      CalibrationCache cache, Network network, Predicate<TensorName> needsNoScale) {
    return NetworkFit.of(cache, network, needsNoScale);
  }

  /**
   * What is strange about the scales beside each other in the network, in the order of the cache:
   * outliers and equal ones. Suspicions, no faults.
   */
  public static List<CacheProblem> besideEachOther(CalibrationCache cache, CacheNetwork network) {
    return NeighbourCheck.problems(cache, network);
  }

  private static List<CacheProblem> header(
      CalibrationCache cache,
      Optional<TensorRtVersion> version,
      Optional<CalibrationAlgorithm> calibrator) {
    List<CacheProblem> problems = new ArrayList<>();
    if (cache.header().isEmpty()) {
      problems.add(CacheProblem.ofFile(Kind.NO_HEADER));
    } else if (cache.algorithm().isEmpty()) {
      problems.add(CacheProblem.ofLine(Kind.UNKNOWN_CALIBRATOR, 1, cache.header()));
    }
    calibrator
        .filter(asked -> cache.algorithm().filter(found -> found != asked).isPresent())
        .ifPresent(
            asked ->
                problems.add(
                    CacheProblem.ofLine(
                        Kind.OTHER_CALIBRATOR, 1, cache.header(), asked.className())));
    version
        .filter(asked -> cache.version().filter(found -> !found.equals(asked)).isPresent())
        .ifPresent(
            asked ->
                problems.add(
                    CacheProblem.ofLine(
                        Kind.OTHER_VERSION, 1, cache.version().orElseThrow(), asked)));
    if (cache.entries().isEmpty()) {
      problems.add(CacheProblem.ofFile(Kind.NO_ENTRIES));
    } else if (cache.entries().stream().allMatch(e -> e.scale().value() == 0)) {
      problems.add(CacheProblem.ofFile(Kind.ALL_SCALES_ZERO, cache.entries().size()));
    }
    return problems;
  }

  /** Without a network it takes half of the scales to be the same number. */
  private static Optional<CacheProblem> mostlyEqual(CalibrationCache cache) {
    Map<Scale, Integer> counts = new LinkedHashMap<>();
    cache.entries().stream()
        .filter(entry -> entry.scale().isUsable())
        .forEach(entry -> counts.merge(entry.scale(), 1, Integer::sum));
    int usable = counts.values().stream().mapToInt(Integer::intValue).sum();
    return counts.entrySet().stream()
        .filter(count -> count.getValue() >= NeighbourCheck.EQUAL)
        .filter(count -> count.getValue() * 2 > usable)
        .findFirst()
        .map(
            count ->
                CacheProblem.ofFile(
                    Kind.MOSTLY_EQUAL_SCALES,
                    count.getValue(),
                    usable,
                    Integer.toHexString(count.getKey().bits())));
  }

  private static Optional<CacheProblem> scale(Entry entry) {
    return kind(entry.scale())
        .map(kind -> CacheProblem.ofEntry(kind, entry, entry.tensor(), entry.hex()));
  }

  /** Whether nothing is wrong with the scale itself. */
  static boolean isSound(Scale scale) {
    return kind(scale).isEmpty();
  }

  private static Optional<Kind> kind(Scale scale) {
    float value = scale.value();
    if (Float.isNaN(value)) {
      return Optional.of(Kind.NAN_SCALE);
    }
    if (Float.isInfinite(value)) {
      return Optional.of(Kind.INFINITE_SCALE);
    }
    if (value == 0) {
      return Optional.of(Kind.ZERO_SCALE_MAYBE_CONSTANT);
    }
    if (value < 0) {
      return Optional.of(Kind.NEGATIVE_SCALE);
    }
    if (value < Float.MIN_NORMAL) {
      return Optional.of(Kind.SUBNORMAL_SCALE);
    }
    return value > LARGEST_PLAUSIBLE_SCALE ? Optional.of(Kind.HUGE_SCALE) : Optional.empty();
  }

  private static List<CacheProblem> duplicates(CalibrationCache cache) {
    Map<TensorName, Entry> seen = new HashMap<>();
    List<CacheProblem> problems = new ArrayList<>();
    for (Entry entry : cache.entries()) {
      Entry earlier = seen.put(entry.tensor(), entry);
      if (earlier != null) {
        boolean same = earlier.scale().bits() == entry.scale().bits();
        Kind kind = same ? Kind.DUPLICATE : Kind.CONTRADICTION;
        problems.add(CacheProblem.ofEntry(kind, entry, entry.tensor(), earlier.line()));
      }
    }
    return problems;
  }
}
