package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.finding.Subject;
import io.trtdoctor.model.CalibrationCache;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The calibration cache belongs to another network.
 *
 * <p>TensorRT takes it without a word and lacks the scales of nearly all tensors: measured 0.4 %
 * covered (MobileViT, build fails) and a plan of twice the size (GhostNet, build passes).
 */
public final class CalibrationCacheForeign implements Check {
  private static final Cause CAUSE =
      new Cause(
          "calibration-cache-foreign",
          Set.of(
              "calibration-cache-partial",
              "calibrator-no-batches",
              "fused-output-without-scale",
              "no-implementation",
              "scale-missing"),
          List.of("delete-the-cache", "compare-the-cache", "two-phase-calibration"),
          List.of("Measured: another network's cache for MobileViT and GhostNet, TensorRT 8.6.1"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    Optional<CacheFit> fit = CacheFit.of(inputs);
    return fit
        .filter(CacheFit::isForeign)
        .map(foreign -> byNames(inputs, foreign))
        .or(() -> fit.filter(CacheFit::isOwn).isPresent() ? Optional.empty() : byLog(inputs))
        .stream()
        .toList();
  }

  private static Finding byNames(CaseInputs inputs, CacheFit fit) {
    String name = fit.cache().name();
    List<CalibrationCache.Entry> strangers = fit.foreign();
    Effect effect = inputs.log().map(CacheDamage::effectOfForeign).orElse(Effect.DEGRADES);
    return FindingDraft.of(CAUSE, Certainty.EVIDENT, effect)
        .summary("summary-names", name, fit.known(), strangers.size())
        .because("because-names")
        .evidence(strangers.stream().limit(3).map(e -> Evidences.of(fit.cache(), e)).toList())
        .evidence(inputs.log().map(log -> CacheDamage.lines(inputs, log)).orElse(List.of()))
        .subjects(List.of(Subject.of(Subject.Kind.FILE, name)))
        .subjects(
            strangers.stream()
                .limit(Evidences.ENOUGH)
                .map(e -> Subject.of(Subject.Kind.CACHE_ENTRY, e.tensor().value()))
                .toList())
        .names(Map.of("cache", name))
        .done();
  }

  private static Optional<Finding> byLog(CaseInputs inputs) {
    return inputs.log().flatMap(log -> byLog(inputs, log));
  }

  private static Optional<Finding> byLog(CaseInputs inputs, BuildLog log) {
    ScaleCover cover = inputs.cover();
    if (!CacheDamage.shows(log, cover) || !cover.hardlyCovers()) {
      return Optional.empty();
    }
    return Optional.of(
        FindingDraft.of(CAUSE, Certainty.POSSIBLE, CacheDamage.effect(inputs, log, cover))
            .summary("summary-log", cover.covered(), cover.covered() + cover.missing().size())
            .because("because-hardly-covered")
            .evidence(CacheDamage.lines(inputs, log))
            .subjects(CacheDamage.subjects(inputs, cover))
            .done());
  }
}
