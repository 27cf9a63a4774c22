package io.trtdoctor.report;

import io.trtdoctor.finding.FallbackBuild;
import io.trtdoctor.finding.FallbackBuild.Difference;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Fallbacks side by side, and beside the builds that are there to be compared with. */
public final class FallbackComparison {
  private final List<FallbackBuild> builds;

  /** Compares these, of which some may have failed. */
  public FallbackComparison(List<FallbackBuild> builds) {
    this.builds = List.copyOf(builds);
  }

  /** The folder of a fallback's files within the case folder. */
  static String folder(FallbackBuild build) {
    return "fallback-" + build.id();
  }

  /** Those that avoid the fault. */
  public List<FallbackBuild> fallbacks() {
    return builds.stream().filter(FallbackBuild::isFallback).toList();
  }

  /** That there are ways out, and which is the fastest; empty if there is none. */
  Optional<Message> wayOut() {
    List<FallbackBuild> all = fallbacks();
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            all.stream()
                .filter(build -> build.milliseconds().isPresent())
                .min(Comparator.comparing(build -> build.milliseconds().getAsDouble()))
                .map(
                    build ->
                        Message.of(
                            "experiment.way-out.fastest",
                            all.size(),
                            build.title(),
                            Numbers.number(build.milliseconds().getAsDouble())))
                .orElseGet(() -> Message.of("experiment.way-out", all.size())));
  }

  /**
   * The one to try first: of those that were timed and compared the one with the least latency
   * times (1 + relative L2), so that outputs that are off by 10 % must be worth 10 % of the time.
   */
  Optional<FallbackBuild> best() {
    return fallbacks().stream()
        .filter(build -> build.milliseconds().isPresent() && Double.isFinite(distance(build)))
        .min(
            Comparator.comparing(
                build -> build.milliseconds().getAsDouble() * (1 + distance(build))));
  }

  /** In what a fallback is better than every other; nothing where it is the only one. */
  public List<Message> merits(FallbackBuild build) {
    List<Message> merits = new ArrayList<>();
    if (isFirst(build, value(FallbackBuild::milliseconds))) {
      merits.add(Message.of("experiment.merit.fastest"));
    }
    if (isFirst(build, FallbackComparison::distance)) {
      merits.add(Message.of("experiment.merit.most-accurate"));
    }
    if (isFirst(build, other -> -int8Layers(other))) {
      merits.add(Message.of("experiment.merit.most-int8"));
    }
    if (isFirst(build, FallbackComparison::liftedLayers)) {
      merits.add(Message.of("experiment.merit.fewest-lifted"));
    }
    return merits;
  }

  /** Whether it alone has the least of what is measured. */
  private boolean isFirst(FallbackBuild build, ToDoubleFunction<FallbackBuild> measure) {
    double own = measure.applyAsDouble(build);
    List<FallbackBuild> all = fallbacks();
    return all.size() > 1
        && all.contains(build)
        && all.stream()
            .filter(other -> !other.equals(build))
            .allMatch(other -> own < measure.applyAsDouble(other));
  }

  private static ToDoubleFunction<FallbackBuild> value(
      Function<FallbackBuild, OptionalDouble> measured) {
    return build -> measured.apply(build).orElse(Double.POSITIVE_INFINITY);
  }

  /** The relative L2 difference; infinite where there is none, or where it is no number. */
  private static double distance(FallbackBuild build) {
    return build
        .difference()
        .map(Difference::relativeL2)
        .filter(by -> !by.isNaN())
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** Whether its outputs are finite numbers, as far as they were compared. */
  private static boolean isFinite(FallbackBuild build) {
    return build.difference().isEmpty() || Double.isFinite(distance(build));
  }

  private static double int8Layers(FallbackBuild build) {
    OptionalInt layers = build.int8Layers();
    return layers.isPresent() ? layers.getAsInt() : Double.NEGATIVE_INFINITY;
  }

  /** Infinite where no layer is named, so that nobody can tell which ones change. */
  private static double liftedLayers(FallbackBuild build) {
    return build.lifted().isEmpty() ? Double.POSITIVE_INFINITY : build.lifted().size();
  }

  /** The latency by that of the build with everything in that precision. */
  OptionalDouble timesAsLong(FallbackBuild build, String comparison) {
    return build.id().equals(comparison)
        ? OptionalDouble.empty()
        : latencyOf(comparison)
            .filter(other -> other > 0 && build.milliseconds().isPresent())
            .map(other -> OptionalDouble.of(build.milliseconds().getAsDouble() / other))
            .orElse(OptionalDouble.empty());
  }

  private Optional<Double> latencyOf(String id) {
    return builds.stream()
        .filter(build -> build.id().equals(id))
        .flatMap(build -> build.milliseconds().stream().boxed())
        .findFirst();
  }

  /** What the comparison comes to, where a build without INT8 is better than every fallback. */
  public Optional<Message> advice() {
    OptionalDouble fastest =
        fallbacks().stream().flatMapToDouble(build -> build.milliseconds().stream()).min();
    return fastest.isEmpty()
        ? Optional.empty()
        : builds.stream()
            .filter(build -> build.id().equals(FallbackBuild.ALL_FP16) && build.verified())
            .filter(build -> build.milliseconds().orElse(Double.MAX_VALUE) < fastest.getAsDouble())
            .findFirst()
            .map(
                build ->
                    Message.of(
                        isFinite(build)
                            ? "experiment.advice.fp16"
                            : "experiment.advice.fp16-not-finite",
                        Numbers.number(build.milliseconds().getAsDouble()),
                        Numbers.number(fastest.getAsDouble())));
  }
}
