package io.trtdoctor.check;

import io.trtdoctor.buildlog.LogEvent.Fact;
import io.trtdoctor.check.LogSearch.Hit;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.ConstraintMode;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.PrecisionConstraint;
import io.trtdoctor.model.PrecisionConstraint.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Precision constraints were given and the builder does not look at them.
 *
 * <p>They count only with PREFER or OBEY beside them, only for precisions whose own flag is set,
 * and only for layers that exist under the name given.
 */
public final class ConstraintIgnored implements Check {
  private static final Cause CAUSE =
      new Cause(
          "constraint-ignored",
          Set.of(),
          List.of("switch-constraints-on", "set-int8-flag"),
          List.of(
              "https://github.com/NVIDIA/TensorRT/blob/release/10.6/samples/common/sampleOptions.cpp",
              "https://github.com/NVIDIA/TensorRT/issues/1437",
              "https://docs.nvidia.com/deeplearning/tensorrt/latest/inference-library/advanced.html"));

  private static final Pattern NO_EFFECT =
      Pattern.compile("flags have no effect when --precisionConstraints");
  private static final Pattern FLAG_MISSING =
      Pattern.compile(
          "(?i)\\b(\\w+) precision has been set for a layer or layer output, but \\w+ is not"
              + " configured in the builder");

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    return Stream.of(
            noEffect(inputs),
            flagMissing(inputs),
            modeNone(inputs),
            int8Off(inputs),
            nobody(inputs))
        .flatMap(Optional::stream)
        .toList();
  }

  /** The tool says itself that it drops them. */
  private static Optional<Finding> noEffect(CaseInputs inputs) {
    List<Hit> hits = LogSearch.find(inputs, NO_EFFECT);
    return hits.isEmpty()
        ? Optional.empty()
        : Optional.of(
            FindingDraft.of(CAUSE, Certainty.EVIDENT, Effect.DEGRADES)
                .because("because-no-mode")
                .evidence(LogSearch.evidence(hits))
                .remedies("switch-constraints-on")
                .done());
  }

  /** TensorRT refuses a precision that no flag allows. */
  private static Optional<Finding> flagMissing(CaseInputs inputs) {
    List<Hit> hits = LogSearch.find(inputs, FLAG_MISSING);
    if (hits.isEmpty()) {
      return Optional.empty();
    }
    String precision = hits.get(0).group(1).toUpperCase(Locale.ROOT);
    return Optional.of(
        FindingDraft.of(CAUSE, Certainty.EVIDENT, Effect.BREAKS)
            .summary("summary-flag", precision)
            .because("because-flag", precision)
            .evidence(LogSearch.evidence(hits))
            .remedies("set-int8-flag")
            .done());
  }

  /** The settings name constraints and no mode, or the mode that ignores them. */
  private static Optional<Finding> modeNone(CaseInputs inputs) {
    BuildSettings settings = inputs.settings();
    boolean none = settings.constraintMode().filter(ConstraintMode.NONE::equals).isPresent();
    boolean unsaid = settings.constraintMode().isEmpty() && !hasModeFlag(settings);
    boolean judged = none || (unsaid && !failedLog(inputs));
    if (settings.constraints().isEmpty()
        || !judged
        || !LogSearch.find(inputs, NO_EFFECT).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        FindingDraft.of(
                CAUSE,
                none ? Certainty.EVIDENT : Certainty.POSSIBLE,
                failedLog(inputs) ? Effect.NOTES : Effect.DEGRADES)
            .because(none ? "because-no-mode" : "because-mode-unsaid")
            .evidence(constraints(settings.constraints()))
            .remedies("switch-constraints-on")
            .done());
  }

  /** INT8 is asked of layers in a build that does not allow INT8. */
  private static Optional<Finding> int8Off(CaseInputs inputs) {
    List<PrecisionConstraint> int8 =
        inputs.settings().constraints().stream()
            .filter(rule -> rule.precision().filter(DataType.INT8::equals).isPresent())
            .toList();
    if (int8.isEmpty() || inputs.settings().flags().contains(BuilderFlag.INT8)) {
      return Optional.empty();
    }
    List<Evidence> without = precisionsWithoutInt8(inputs);
    boolean otherFlags = !inputs.settings().flags().isEmpty();
    if (without.isEmpty() && (!otherFlags || inputs.settings().calibrator().isPresent())) {
      return Optional.empty();
    }
    return Optional.of(
        FindingDraft.of(
                CAUSE,
                without.isEmpty() ? Certainty.POSSIBLE : Certainty.EVIDENT,
                failedLog(inputs) ? Effect.NOTES : Effect.DEGRADES)
            .summary("summary-flag", "INT8")
            .because("because-flag", "INT8")
            .evidence(without)
            .evidence(constraints(int8))
            .remedies("set-int8-flag")
            .done());
  }

  /** What the log says of the precisions allowed, if INT8 is not among them. */
  private static List<Evidence> precisionsWithoutInt8(CaseInputs inputs) {
    return inputs.log().stream()
        .flatMap(
            log ->
                log
                    .first(Fact.class, fact -> fact.topic() == Fact.Topic.PRECISION)
                    .filter(fact -> !fact.value().toUpperCase(Locale.ROOT).contains("INT8"))
                    .map(fact -> Evidences.of(log, fact))
                    .stream())
        .toList();
  }

  /** Rules that name a layer which the model does not have. */
  private static Optional<Finding> nobody(CaseInputs inputs) {
    List<PrecisionConstraint> idle = new ArrayList<>();
    inputs.network().ifPresent(graph -> idle.addAll(idle(inputs.settings(), graph.network())));
    if (idle.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        FindingDraft.of(
                CAUSE, Certainty.POSSIBLE, failedLog(inputs) ? Effect.NOTES : Effect.DEGRADES)
            .summary("summary-nobody", idle.size(), idle.get(0).pattern())
            .because("because-nobody")
            .evidence(constraints(idle))
            .remedies("name-layers-right")
            .done());
  }

  private static List<PrecisionConstraint> idle(BuildSettings settings, Network network) {
    return settings.constraints().stream()
        .filter(rule -> rule.target() == Target.LAYER_NAME && !isOfTheParser(rule.pattern()))
        .filter(rule -> network.layers().stream().noneMatch(rule::matches))
        .toList();
  }

  /** Layers that TensorRT's ONNX parser adds are in no model. */
  private static boolean isOfTheParser(String name) {
    return name.contains("(Unnamed Layer") || name.contains("ONNXTRT_");
  }

  private static boolean hasModeFlag(BuildSettings settings) {
    return settings.flags().contains(BuilderFlag.PREFER_PRECISION_CONSTRAINTS)
        || settings.flags().contains(BuilderFlag.OBEY_PRECISION_CONSTRAINTS)
        || settings.flags().contains(BuilderFlag.STRICT_TYPES);
  }

  private static boolean failedLog(CaseInputs inputs) {
    return inputs.log().filter(log -> !log.succeeded()).isPresent();
  }

  private static List<Evidence> constraints(List<PrecisionConstraint> rules) {
    return rules.stream()
        .limit(Evidences.ENOUGH)
        .map(rule -> new Evidence(rule.source(), 0, text(rule)))
        .toList();
  }

  private static String text(PrecisionConstraint rule) {
    String types =
        rule.outputTypes().isEmpty()
            ? ""
            : " -> " + String.join(",", rule.outputTypes().stream().map(DataType::tag).toList());
    return rule.pattern() + ":" + rule.precision().map(DataType::tag).orElse("") + types;
  }
}
