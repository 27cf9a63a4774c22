package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent;
import io.trtdoctor.buildlog.LogEvent.ScaleInEffect;
import io.trtdoctor.check.CaseInputs.NamedCache;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.finding.Subject;
import io.trtdoctor.model.CalibrationCache.Entry;
import io.trtdoctor.model.Scale;
import io.trtdoctor.model.TensorName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The calibration cache holds a scale that nothing can be quantised with: NaN, infinite, negative,
 * or zero where the builder divides by it.
 *
 * <p>Zero is normal for constants, and MobileViT's whole cache has it for the outputs of 3
 * convolutions that are added up, so a zero counts only where the build stumbles over it or where a
 * layer with weights reads the tensor.
 */
public final class CalibrationCacheBadScale implements Check {
  /** {@code quantizeBias} divides by scales; known from one public report. */
  private static final Pattern ZERO_DIVISOR =
      Pattern.compile("quantizeBias|getter\\(i\\) != 0 failed");

  /** What is computed in INT8 with weights: its bias is divided by the scale of its input. */
  private static final Set<String> WEIGHTED = Set.of("Conv", "ConvTranspose", "Gemm", "MatMul");

  private static final Cause CAUSE =
      new Cause(
          "calibration-cache-bad-scale",
          Set.of("no-implementation"),
          List.of("mend-the-scale", "delete-the-cache", "finite-data"),
          List.of(
              "https://github.com/NVIDIA/TensorRT/issues/4446",
              "https://github.com/NVIDIA/TensorRT/issues/672"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    Optional<LogEvent> stumble = inputs.log().flatMap(CalibrationCacheBadScale::stumble);
    List<Finding> found = new ArrayList<>();
    inputs.cache().flatMap(cache -> inTheFile(inputs, cache, stumble)).ifPresent(found::add);
    if (found.isEmpty()) {
      inputs.log().flatMap(log -> inTheLog(log, stumble)).ifPresent(found::add);
    }
    return found;
  }

  /**
   * Where the build stumbles over a scale; a kernel's infinite one is the cache's if it was read.
   */
  private static Optional<LogEvent> stumble(BuildLog log) {
    return LogSearch.first(log, ZERO_DIVISOR)
        .or(
            () ->
                new CalibrationCourse(log).ran()
                    ? Optional.empty()
                    : new KernelFailure(log).infiniteFactor());
  }

  private static Optional<Finding> inTheFile(
      CaseInputs inputs, NamedCache cache, Optional<LogEvent> stumble) {
    TensorRole roles = new TensorRole(inputs.network());
    List<Entry> bad =
        cache.cache().entries().stream()
            .filter(entry -> isBad(inputs, entry, stumble.isPresent(), roles))
            .toList();
    if (bad.isEmpty()) {
      return Optional.empty();
    }
    List<Evidence> lines =
        bad.stream().limit(Evidences.ENOUGH).map(e -> Evidences.of(cache, e)).toList();
    return Optional.of(
        FindingDraft.of(
                CAUSE, Certainty.EVIDENT, stumble.isPresent() ? Effect.BREAKS : Effect.DEGRADES)
            .summary("summary-file", cache.name(), bad.size(), bad.get(0).tensor())
            .because("because-divides")
            .evidence(lines)
            .evidence(stumbleLine(inputs, stumble))
            .subjects(
                bad.stream()
                    .limit(Evidences.ENOUGH)
                    .map(e -> Subject.of(Subject.Kind.CACHE_ENTRY, e.tensor().value()))
                    .toList())
            .names(Map.of("cache", cache.name(), "tensor", bad.get(0).tensor().value()))
            .done());
  }

  private static boolean isBad(CaseInputs inputs, Entry entry, boolean stumbled, TensorRole roles) {
    if (entry.scale().value() != 0) {
      return !entry.scale().isUsable();
    }
    return roles.of(entry.tensor()) != TensorRole.Role.CONSTANT
        && (stumbled || isReadByWeights(inputs, entry.tensor()));
  }

  /** Whether a layer with weights quantises the tensor with its scale. */
  private static boolean isReadByWeights(CaseInputs inputs, TensorName tensor) {
    return inputs.network().stream()
        .flatMap(graph -> graph.network().layers().stream())
        .filter(layer -> WEIGHTED.contains(layer.operator()))
        .anyMatch(layer -> layer.inputs().contains(tensor));
  }

  private static List<Evidence> stumbleLine(CaseInputs inputs, Optional<LogEvent> stumble) {
    return stumble.flatMap(event -> inputs.log().map(log -> Evidences.of(log, event))).stream()
        .toList();
  }

  private static Optional<Finding> inTheLog(BuildLog log, Optional<LogEvent> stumble) {
    boolean ran = new CalibrationCourse(log).ran();
    List<ScaleInEffect> bad =
        log.all(ScaleInEffect.class).stream()
            .filter(event -> isBroken(event.scale(), ran))
            .toList();
    if (stumble.isEmpty() && bad.isEmpty()) {
      return Optional.empty();
    }
    Certainty certainty = bad.isEmpty() ? Certainty.POSSIBLE : Certainty.EVIDENT;
    return Optional.of(
        FindingDraft.of(CAUSE, certainty, log.succeeded() ? Effect.DEGRADES : Effect.BREAKS)
            .summary(bad.isEmpty() ? guess(stumble.orElseThrow()) : "summary-in-effect")
            .because("because-divides")
            .evidence(stumble.stream().map(event -> Evidences.of(log, event)).toList())
            .evidence(Evidences.of(log, bad))
            .done());
  }

  private static String guess(LogEvent stumble) {
    return LogSearch.says(stumble, ZERO_DIVISOR) ? "summary" : "summary-kernel";
  }

  /** An infinite one that was worked out in this build is no fault of a cache. */
  private static boolean isBroken(Scale scale, boolean ran) {
    return scale.value() != 0 && !scale.isUsable() && !(ran && Float.isInfinite(scale.value()));
  }
}
