package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent;
import io.trtdoctor.buildlog.LogEvent.ScaleInEffect;
import io.trtdoctor.check.CaseInputs.NamedCache;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.TensorName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The calibration data are all zero, nearly so, or constant.
 *
 * <p>Measured with TensorRT 8.6.1: the input and 29 of 212 computed tensors get scale 0, and a
 * generated kernel does not compile ({@code NVRTC_ERROR_COMPILATION}). Older versions say {@code
 * Tensor X is uniformly zero}.
 */
public final class CalibrationDataDegenerate implements Check {
  /**
   * More zero scales among computed tensors than this share: 12 % with near-zero data; healthy are
   * 0 % (EfficientViT) and under 1 % (MobileViT, 3 convolutions).
   */
  private static final double ZERO_SHARE = 0.05;

  private static final int FEWEST_ZEROS = 3;
  private static final Pattern UNIFORMLY_ZERO = Pattern.compile("is uniformly zero");

  private static final Cause CAUSE =
      new Cause(
          "calibration-data-degenerate",
          Set.of("calibration-cache-bad-scale", "no-implementation"),
          List.of("real-data", "check-preprocessing"),
          List.of(
              "Measured: EfficientViT-B0 with near-zero samples, TensorRT 8.6.1",
              "https://github.com/NVIDIA/TensorRT/issues/1102",
              "https://github.com/NVIDIA/TensorRT/issues/663"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    Optional<Finding> elsewhere =
        inputs
            .log()
            .flatMap(log -> inTheLog(inputs, log))
            .or(() -> inputs.cache().flatMap(cache -> inTheFile(inputs, cache)));
    return inputs
        .data()
        .flatMap(data -> new DegenerateData(CAUSE, data, elsewhere).find())
        .or(() -> elsewhere)
        .stream()
        .toList();
  }

  private static Optional<Finding> inTheLog(CaseInputs inputs, BuildLog log) {
    return saidSo(log).or(() -> byScales(inputs, log)).or(() -> byCompiler(log));
  }

  private static Optional<Finding> saidSo(BuildLog log) {
    List<LogEvent> lines = LogSearch.all(log, UNIFORMLY_ZERO);
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        FindingDraft.of(CAUSE, Certainty.EVIDENT, effect(log))
            .summary("summary-said", lines.size())
            .because("because-no-range")
            .evidence(Evidences.of(log, lines))
            .done());
  }

  private static Effect effect(BuildLog log) {
    return LogSearch.errors(log).isEmpty() ? Effect.DEGRADES : Effect.BREAKS;
  }

  /** Zero scales break a build in the kernel compiler; any other error has a cause of its own. */
  private static Effect kernelFailed(BuildLog log) {
    return new KernelFailure(log).error().isPresent() ? Effect.BREAKS : Effect.DEGRADES;
  }

  /** Behind an infinite scale zeros come from the overflow, see {@link CalibrationOverflow}. */
  private static Optional<Finding> byScales(CaseInputs inputs, BuildLog log) {
    ScaleCover cover = inputs.cover();
    List<ScaleInEffect> zero = cover.zerosInEffect();
    if (zero.size() < FEWEST_ZEROS || !cover.infiniteInEffect().isEmpty()) {
      return Optional.empty();
    }
    List<ScaleInEffect> computed = cover.activationsInEffect();
    if (!isDegenerate(zero.size(), computed.size())) {
      return Optional.empty();
    }
    FindingDraft draft =
        FindingDraft.of(CAUSE, Certainty.EVIDENT, kernelFailed(log))
            .summary("summary-zero", zero.size(), computed.size(), zero.get(0).tensor())
            .because("because-zero-scales")
            .evidence(Evidences.of(log, zero))
            .subjects(
                Subjects.tensors(
                    inputs,
                    zero.stream().limit(Evidences.ENOUGH).map(ScaleInEffect::tensor).toList()));
    new KernelFailure(log)
        .error()
        .ifPresent(
            error ->
                draft
                    .because("because-kernel")
                    .evidence(Evidences.of(log, error))
                    .followedBy(LogSearch.troubleAfter(log, error.line().number())));
    return Optional.of(draft.done());
  }

  private static boolean isDegenerate(int zero, int computed) {
    return zero >= FEWEST_ZEROS && zero > ZERO_SHARE * computed;
  }

  /** Without the scales in the log the compiler's failure only makes one suspect them. */
  private static Optional<Finding> byCompiler(BuildLog log) {
    if (!new CalibrationCourse(log).ran() || log.first(ScaleInEffect.class).isPresent()) {
      return Optional.empty();
    }
    return new KernelFailure(log)
        .error()
        .map(
            error ->
                FindingDraft.of(CAUSE, Certainty.POSSIBLE, Effect.BREAKS)
                    .summary("summary-compiler")
                    .because("because-kernel")
                    .evidence(Evidences.of(log, error))
                    .done());
  }

  private static Optional<Finding> inTheFile(CaseInputs inputs, NamedCache cache) {
    TensorRole roles = new TensorRole(inputs.network());
    List<CalibrationCache.Entry> computed =
        cache.cache().entries().stream()
            .filter(entry -> roles.of(entry.tensor()) != TensorRole.Role.CONSTANT)
            .toList();
    List<CalibrationCache.Entry> zero =
        computed.stream().filter(entry -> entry.scale().value() == 0).toList();
    if (!isDegenerate(zero.size(), computed.size())) {
      return Optional.empty();
    }
    List<TensorName> tensors =
        zero.stream().limit(Evidences.ENOUGH).map(CalibrationCache.Entry::tensor).toList();
    return Optional.of(
        FindingDraft.of(CAUSE, Certainty.EVIDENT, Effect.DEGRADES)
            .summary("summary-zero", zero.size(), computed.size(), zero.get(0).tensor())
            .because("because-zero-scales")
            .evidence(
                zero.stream().limit(Evidences.ENOUGH).map(e -> Evidences.of(cache, e)).toList())
            .subjects(Subjects.tensors(inputs, tensors))
            .names(Map.of("cache", cache.name()))
            .done());
  }
}
