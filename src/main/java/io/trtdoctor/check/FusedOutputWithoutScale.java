package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent.ScaleInEffect;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A convolution with a fused SiLU has an INT8 input and no scale at its output.
 *
 * <p>Measured with TensorRT 8.6.1 on caches cut to some entries: that one entry decides. With a
 * scale at the input and none at the block's output there is no kernel, and unlike for ReLU no way
 * back to FP32; FP16 and a higher optimization level change nothing. Of 11 activations none other
 * fails ({@code docs/fused-blocks.md}).
 */
public final class FusedOutputWithoutScale implements Check {
  private static final Cause CAUSE =
      new Cause(
          "fused-output-without-scale",
          Set.of("no-implementation", "scale-missing"),
          List.of("scale-for-tensor", "whole-cache", "higher-precision-for-layer"),
          List.of(
              "Measured: a network of three Conv-SiLU blocks with caches cut to some entries, and"
                  + " MobileViT, TensorRT 8.6.1",
              "Measured: three depthwise Conv-SiLU blocks, the entries of the cache searched from"
                  + " both sides, TensorRT 8.6.1 and 10.6.0: docs/gpu-runs.md",
              "Measured: 19 kinds of blocks with a scale at the input alone, TensorRT 8.6.1 and"
                  + " 10.6.0: docs/fused-blocks.md"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    return inputs.log().flatMap(log -> examine(inputs, log)).stream().toList();
  }

  private static Optional<Finding> examine(CaseInputs inputs, BuildLog log) {
    return UnimplementedNode.first(log)
        .filter(node -> !node.forWorkspace())
        .flatMap(
            node ->
                new BlockScales(inputs, log)
                    .outputWithoutScale(node)
                    .map(lack -> finding(inputs, log, node, lack)));
  }

  private static Finding finding(
      CaseInputs inputs, BuildLog log, UnimplementedNode node, BlockScales.Lack lack) {
    return draft(log, node, lack)
        .evidence(Evidences.of(log, lack.event()))
        .evidence(missingLine(inputs, log, lack))
        .evidence(Evidences.of(log, node.event()))
        .subjects(List.of(Subjects.tensor(inputs, lack.tensor())))
        .subjects(List.of(Subjects.layer(inputs, node.name())))
        .names(Map.of("tensor", lack.tensor().value(), "layer", node.firstLayer()))
        .followedBy(LogSearch.troubleAfter(log, node.event().line().number()))
        .done();
  }

  private static FindingDraft draft(BuildLog log, UnimplementedNode node, BlockScales.Lack lack) {
    boolean scalesShown = log.first(ScaleInEffect.class).isPresent();
    Certainty certainty = scalesShown ? Certainty.EVIDENT : Certainty.POSSIBLE;
    if (!lack.block().equals(node.name())) {
      return FindingDraft.of(CAUSE, certainty, Effect.BREAKS)
          .summary("summary-earlier", node.name(), lack.tensor(), lack.block())
          .because("because-earlier");
    }
    return FindingDraft.of(CAUSE, certainty, Effect.BREAKS)
        .summary("summary", node.name(), lack.tensor())
        .because("because-one-entry", lack.tensor())
        .because("because-no-way-back");
  }

  private static List<Evidence> missingLine(
      CaseInputs inputs, BuildLog log, BlockScales.Lack lack) {
    return Evidences.of(
        log,
        inputs.cover().missing().stream()
            .filter(event -> event.tensor().equals(lack.tensor()))
            .filter(event -> !event.equals(lack.event()))
            .toList());
  }
}
