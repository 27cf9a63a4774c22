package io.trtdoctor.check;

import io.trtdoctor.check.LogSearch.Hit;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.BuilderFlag;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A strongly typed network was to be built with precision flags, constraints or a calibrator. */
public final class StronglyTypedConflict implements Check {
  private static final Cause CAUSE =
      new Cause(
          "strongly-typed-conflict",
          Set.of("constraint-ignored", "calibrator-ignored", "no-calibrator"),
          List.of("drop-precision-flags", "explicit-quantization", "weakly-typed"),
          List.of(
              "https://github.com/NVIDIA/TensorRT/blob/release/10.6/samples/common/sampleOptions.cpp",
              "https://docs.nvidia.com/deeplearning/tensorrt/latest/inference-library/advanced.html",
              "https://github.com/autowarefoundation/autoware_universe/pull/13160"));

  private static final List<BuilderFlag> PRECISIONS =
      List.of(BuilderFlag.INT8, BuilderFlag.FP16, BuilderFlag.BF16, BuilderFlag.FP8);
  private static final Pattern DROPPED =
      Pattern.compile("setting (\\w+) mode is not allowed if graph is strongly typed");
  private static final Pattern REFUSED =
      Pattern.compile(
          "strongly[- ]typed|isStronglyTyped|kSTRONGLY_TYPED|--stronglyTyped cannot be both",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern REFUSAL =
      Pattern.compile("API Usage Error|cannot be|not allowed|not supported|[Ii]nvalid");

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    List<Hit> dropped = LogSearch.find(inputs, DROPPED);
    if (!dropped.isEmpty()) {
      return List.of(said(dropped, Certainty.EVIDENT, Effect.DEGRADES, "because-dropped"));
    }
    List<Hit> refused =
        LogSearch.find(inputs, REFUSED).stream().filter(hit -> hit.isError()).toList();
    if (!refused.isEmpty() && LogSearch.failed(inputs)) {
      boolean clear = refused.stream().anyMatch(StronglyTypedConflict::isRefusal);
      return List.of(
          said(
              refused,
              clear ? Certainty.EVIDENT : Certainty.POSSIBLE,
              Effect.BREAKS,
              "because-refused"));
    }
    return bySettings(inputs);
  }

  /** Whether the message refuses something, and does not only mention strong typing. */
  private static boolean isRefusal(Hit hit) {
    return REFUSAL.matcher(hit.event().line().message()).find();
  }

  private static Finding said(List<Hit> hits, Certainty certainty, Effect effect, String reason) {
    return FindingDraft.of(CAUSE, certainty, effect)
        .because(reason)
        .evidence(LogSearch.evidence(hits))
        .done();
  }

  private static List<Finding> bySettings(CaseInputs inputs) {
    BuildSettings settings = inputs.settings();
    if (!settings.flags().contains(BuilderFlag.STRONGLY_TYPED)) {
      return List.of();
    }
    List<Evidence> asked = asked(settings);
    return asked.isEmpty()
        ? List.of()
        : List.of(
            FindingDraft.of(CAUSE, Certainty.EVIDENT, Effect.DEGRADES)
                .because("because-settings")
                .evidence(Evidences.setting(settings, "--stronglyTyped", "--stronglyTyped"))
                .evidence(asked)
                .done());
  }

  /** What was asked for and has no place in a strongly typed network. */
  private static List<Evidence> asked(BuildSettings settings) {
    Stream<Evidence> flags =
        PRECISIONS.stream()
            .filter(settings.flags()::contains)
            .map(flag -> "--" + flag.tag())
            .map(option -> Evidences.setting(settings, option, option));
    Stream<Evidence> rules =
        settings.constraints().stream()
            .limit(1)
            .map(rule -> new Evidence(rule.source(), 0, rule.pattern()));
    return Stream.concat(flags, rules).toList();
  }
}
