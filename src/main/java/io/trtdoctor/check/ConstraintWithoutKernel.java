package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent.PrecisionFallback;
import io.trtdoctor.check.LogSearch.Hit;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.ConstraintMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A precision that has to be obeyed was asked of a layer that has no kernel for it.
 *
 * <p>TensorRT names one layer and stops; others may each be enough to fail. The same assertion was
 * also seen without any constraint, as a defect of 8.5 and 8.6.1 on reshaping layers, so the log
 * alone makes it possible and the settings make it evident.
 */
public final class ConstraintWithoutKernel implements Check {
  private static final Cause CAUSE =
      new Cause(
          "constraint-without-kernel",
          Set.of("no-implementation"),
          List.of("prefer-constraints", "free-layer", "fold-constants", "two-phase-calibration"),
          List.of(
              "measured: TensorRT 8.6.1 and 10.6.0, OBEY with every convolution at INT8",
              "measured: repro-cases/obey-shared-bias and obey-depthwise, both lines",
              "https://github.com/NVIDIA/TensorRT/issues/3688",
              "https://github.com/NVIDIA/TensorRT/issues/2751"));

  private static final Pattern SIGN =
      Pattern.compile(
          "[Nn]o supported formats(?: for (\\S(?:(?!, please check|\\n).)*))?"
              + "|candidateRequirements\\.empty\\(\\) failed\\.\\s*\\)?$");

  /** TensorRT 10 says it twice, the second time with the type: {@code conv1[CONVOLUTION]}. */
  private static final Pattern TYPE = Pattern.compile("\\[[A-Z_]+]$");

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    List<Finding> findings = new ArrayList<>();
    List<Hit> hits = LogSearch.find(inputs, SIGN);
    if (!hits.isEmpty() && !deniedBySettings(inputs.settings())) {
      findings.add(broken(inputs, hits));
    }
    inputs.log().map(log -> disobeyed(inputs, log)).ifPresent(findings::addAll);
    return findings;
  }

  private static Finding broken(CaseInputs inputs, List<Hit> hits) {
    boolean obey = hasToObey(inputs.settings());
    List<String> layers = LogSearch.names(hits);
    FindingDraft draft =
        FindingDraft.of(CAUSE, obey ? Certainty.EVIDENT : Certainty.POSSIBLE, Effect.BREAKS)
            .because("because-log")
            .because(obey ? "because-obey" : "because-unknown")
            .because("because-more")
            .evidence(LogSearch.evidence(hits))
            .subjects(Subjects.layers(inputs, layers));
    if (!layers.isEmpty()) {
      draft.summary("summary-layer", layers.get(0)).names(Map.of("layer", layers.get(0)));
    }
    return draft.done();
  }

  /** Under PREFER a healthy build lists them too: which layers do not get what was asked for. */
  private static List<Finding> disobeyed(CaseInputs inputs, BuildLog log) {
    List<PrecisionFallback> fallbacks = log.all(PrecisionFallback.class);
    List<String> layers =
        fallbacks.stream()
            .map(fallback -> withoutType(fallback.layer().value()))
            .distinct()
            .toList();
    if (layers.isEmpty()) {
      return List.of();
    }
    return List.of(
        FindingDraft.of(CAUSE, Certainty.EVIDENT, Effect.NOTES)
            .summary("summary-disobeyed", layers.size())
            .because("because-prefer")
            .evidence(Evidences.of(log, fallbacks))
            .subjects(Subjects.layers(inputs, layers))
            .remedies("two-phase-calibration", "explicit-quantization")
            .done());
  }

  private static String withoutType(String layer) {
    return layer.endsWith("]") ? TYPE.matcher(layer).replaceFirst("") : layer;
  }

  private static boolean hasToObey(BuildSettings settings) {
    return settings.constraintMode().filter(ConstraintMode.OBEY::equals).isPresent()
        || settings.flags().contains(BuilderFlag.OBEY_PRECISION_CONSTRAINTS)
        || settings.flags().contains(BuilderFlag.STRICT_TYPES);
  }

  private static boolean deniedBySettings(BuildSettings settings) {
    return settings.constraintMode().filter(mode -> mode != ConstraintMode.OBEY).isPresent()
        && !hasToObey(settings);
  }
}
