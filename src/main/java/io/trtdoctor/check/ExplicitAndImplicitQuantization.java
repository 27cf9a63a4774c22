package io.trtdoctor.check;

import io.trtdoctor.check.LogSearch.Hit;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.model.Layer;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Q/DQ nodes in the model and calibration or dynamic ranges beside them: TensorRT takes one. */
public final class ExplicitAndImplicitQuantization implements Check {
  private static final Cause CAUSE =
      new Cause(
          "explicit-and-implicit-quantization",
          Set.of("calibrator-ignored", "dynamic-range-missing", "no-calibrator"),
          List.of("drop-calibration", "drop-qdq-nodes"),
          List.of(
              "https://github.com/microsoft/onnxruntime/issues/13071",
              "https://docs.nvidia.com/deeplearning/tensorrt/latest/inference-library/work-quantized-types.html"));

  private static final Pattern SIGN =
      Pattern.compile("Setting dynamic range is only allowed when there are no Q/DQ layers");
  private static final Set<String> QUANTIZERS = Set.of("QuantizeLinear", "DequantizeLinear");
  private static final String MODEL = "model";

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    List<Hit> hits = LogSearch.find(inputs, SIGN);
    if (!hits.isEmpty()) {
      return List.of(refused(inputs, hits));
    }
    List<Layer> quantizers = quantizers(inputs);
    List<Evidence> calibration = calibration(inputs);
    return quantizers.isEmpty() || calibration.isEmpty()
        ? List.of()
        : List.of(bothGiven(quantizers, calibration));
  }

  private static Finding refused(CaseInputs inputs, List<Hit> hits) {
    return FindingDraft.of(
            CAUSE, Certainty.EVIDENT, LogSearch.failed(inputs) ? Effect.BREAKS : Effect.DEGRADES)
        .because("because-log")
        .evidence(LogSearch.evidence(hits))
        .subjects(Subjects.nodes(quantizers(inputs).stream().limit(Evidences.ENOUGH).toList()))
        .done();
  }

  private static Finding bothGiven(List<Layer> quantizers, List<Evidence> calibration) {
    List<Layer> shown = quantizers.stream().limit(Evidences.ENOUGH).toList();
    return FindingDraft.of(CAUSE, Certainty.EVIDENT, Effect.DEGRADES)
        .summary("summary-both", quantizers.size())
        .because("because-both")
        .evidence(calibration)
        .evidence(
            shown.stream()
                .map(layer -> new Evidence(MODEL, 0, layer.operator() + " " + layer.name()))
                .toList())
        .subjects(Subjects.nodes(shown))
        .done();
  }

  private static List<Layer> quantizers(CaseInputs inputs) {
    return inputs.network().stream()
        .flatMap(graph -> graph.network().layers().stream())
        .filter(layer -> QUANTIZERS.contains(layer.operator()))
        .toList();
  }

  /** What shows that scales were to come from calibration. */
  private static List<Evidence> calibration(CaseInputs inputs) {
    Stream<Evidence> calibrator =
        inputs.settings().calibrator().stream()
            .map(
                algorithm ->
                    Evidences.setting(inputs.settings(), "--calibrator", algorithm.className()));
    Stream<Evidence> named =
        inputs.settings().calibrationCache().stream()
            .map(path -> Evidences.setting(inputs.settings(), "--calib", path));
    Stream<Evidence> given = inputs.cache().stream().map(Evidences::header);
    return Stream.of(calibrator, named, given).flatMap(stream -> stream).toList();
  }
}
