package io.trtdoctor.check;

import io.trtdoctor.check.LogSearch.Hit;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.finding.Subject;
import io.trtdoctor.finding.Subject.Kind;
import io.trtdoctor.model.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A network with dynamic inputs was built without an optimization profile that covers them. */
public final class NoOptimizationProfile implements Check {
  private static final Cause CAUSE =
      new Cause(
          "no-optimization-profile",
          Set.of("no-calibration-profile"),
          List.of("add-optimization-profile", "fix-input-shape"),
          List.of(
              "measured: TensorRT 8.6.1, dynamic input without a profile",
              "https://docs.nvidia.com/deeplearning/tensorrt/latest/inference-library/work-dynamic-shapes.html"));

  private static final Pattern SIGN =
      Pattern.compile(
          "no optimization profile has been defined"
              + "|([^\\s\\[\\]():]+): optimization profile is missing values"
              + "|[Oo]ptimization profile (?:\\d+ )?is missing values");

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    List<Hit> hits = LogSearch.find(inputs, SIGN, "ptimization profile");
    if (hits.isEmpty()) {
      return List.of();
    }
    List<String> names =
        Stream.concat(LogSearch.names(hits).stream(), dynamicInputs(inputs).stream())
            .distinct()
            .toList();
    FindingDraft draft =
        FindingDraft.of(CAUSE, Certainty.EVIDENT, Effect.BREAKS)
            .because("because-log")
            .evidence(LogSearch.evidence(hits))
            .subjects(names.stream().map(name -> Subject.of(Kind.TENSOR, name)).toList());
    if (!names.isEmpty()) {
      draft
          .summary("summary-inputs", String.join(", ", names))
          .names(Map.of("input", names.get(0)));
    }
    return List.of(draft.done());
  }

  /** Inputs of the model with a dimension that it leaves open. */
  private static List<String> dynamicInputs(CaseInputs inputs) {
    return inputs.network().stream()
        .flatMap(
            graph ->
                graph.network().inputs().stream()
                    .flatMap(name -> graph.network().tensor(name).stream()))
        .filter(tensor -> tensor.shape().stream().flatMap(List::stream).anyMatch(size -> size < 0))
        .map(Tensor::name)
        .map(Object::toString)
        .toList();
  }
}
