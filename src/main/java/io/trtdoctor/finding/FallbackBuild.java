package io.trtdoctor.finding;

import io.trtdoctor.text.Message;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A build that was made to avoid the fault, or to compare with one that does.
 *
 * @param id a word for its files, for example {@code fewest-layers}
 * @param title what it is
 * @param verified whether it was built and does not show the symptom
 * @param lifted the layers that compute in another precision than was asked for, with what they
 *     have instead
 * @param int8Layers how many layers of the engine compute in INT8
 * @param engineLayers how many layers the engine has
 * @param milliseconds the median latency, empty if it was not measured
 * @param difference of its outputs from those of the reference, empty if not compared
 * @param probe the number of its probe
 * @param exports how to build it elsewhere: contents by file name
 * @param gaps what an export cannot say, so that it builds something else than was verified
 */
public record FallbackBuild(
    String id,
    Message title,
    boolean verified,
    List<Lift> lifted,
    OptionalInt int8Layers,
    OptionalInt engineLayers,
    OptionalDouble milliseconds,
    Optional<Difference> difference,
    int probe,
    Map<String, String> exports,
    List<Message> gaps) {
  /** The id of the build that has everything in FP32. */
  public static final String ALL_FP32 = "all-fp32";

  /** The id of the build that may use FP16 everywhere. */
  public static final String ALL_FP16 = "all-fp16";

  /** The id of the build that may use INT8 everywhere. */
  public static final String ALL_INT8 = "all-int8";

  private static final Set<String> COMPARISONS = Set.of(ALL_FP32, ALL_FP16, ALL_INT8);

  /** A layer and the precision it has instead: {@code fp16}, {@code fp32}, or {@code free}. */
  public record Lift(Subject layer, String precision) {}

  /**
   * How far outputs are from those of a reference, over all samples and outputs.
   *
   * @param maxAbsolute the greatest absolute difference
   * @param relativeL2 the L2 norm of the difference by that of the reference
   * @param cosine the cosine of the angle between both
   * @param topOneAgreement the share of samples whose greatest value stands at the same place,
   *     empty where an output has one value only
   * @param samples over how many samples
   */
  public record Difference(
      double maxAbsolute,
      double relativeL2,
      double cosine,
      OptionalDouble topOneAgreement,
      int samples) {}

  public FallbackBuild {
    lifted = List.copyOf(lifted);
    exports = Collections.unmodifiableMap(new LinkedHashMap<>(exports));
    gaps = List.copyOf(gaps);
  }

  /** Whether an id is that of a build that is there to be compared with. */
  public static boolean isComparison(String id) {
    return COMPARISONS.contains(id);
  }

  /** Whether it avoids the fault, as opposed to a build that is there to be compared with. */
  public boolean isFallback() {
    return verified && !isComparison(id);
  }
}
