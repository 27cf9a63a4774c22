package io.trtdoctor.check;

import io.trtdoctor.data.DataAudit;
import io.trtdoctor.data.InputFacts;
import io.trtdoctor.data.NetworkInput;
import io.trtdoctor.data.SampleFacts;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.graph.ActivationSizes;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.graph.TensorShapes;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.TensorName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The network does not fit into the GPU's memory with a batch as large as the samples': its weights
 * and what its largest layer reads and writes, in FP32 as calibration runs it, are more than there
 * is. That is the least it can need, so what is found cannot work; much that is not found cannot
 * either.
 */
public final class CalibrationBatchTooLarge implements Check {
  private static final double MEBI = 1 << 20;

  private static final Cause CAUSE =
      new Cause(
          "calibration-batch-too-large",
          Set.of("out-of-memory", "no-implementation", "context-lost"),
          List.of("smaller-calibration-batch", "free-memory"),
          List.of("docs/calibration-data.md"));

  /** The least that a batch needs. */
  private record Need(Layer layer, long activations, long weights) {
    long bytes() {
      return activations + weights;
    }

    String told() {
      return "activations=" + mebibytes(activations) + "MiB weights=" + mebibytes(weights) + "MiB";
    }
  }

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    if (inputs.gpuMemory().isEmpty() || inputs.log().filter(log -> log.succeeded()).isPresent()) {
      return List.of();
    }
    long memory = inputs.gpuMemory().getAsLong();
    return inputs.data().stream()
        .flatMap(
            data ->
                inputs.network().flatMap(network -> need(network, data)).stream()
                    .filter(need -> need.bytes() > memory)
                    .map(need -> finding(inputs, data, need, memory)))
        .toList();
  }

  private static Optional<Need> need(NetworkGraph graph, DataAudit data) {
    Map<TensorName, Long> counts = new HashMap<>();
    data.inputs().forEach(facts -> counts.put(facts.name(), elements(facts)));
    ActivationSizes sizes = ActivationSizes.of(TensorShapes.of(graph, Map.of()), counts);
    return sizes
        .largest(graph.network().layers())
        .map(layer -> new Need(layer, sizes.bytes(layer), graph.network().weightBytes()));
  }

  /** Of one batch; where the shape is left open, of the largest sample. */
  private static long elements(InputFacts facts) {
    NetworkInput input = facts.input();
    return input.isOpen()
        ? facts.samples().stream().mapToLong(SampleFacts::count).max().orElse(1)
        : input.count();
  }

  private static Finding finding(CaseInputs inputs, DataAudit data, Need need, long memory) {
    List<Finding> inTheLog = inputs.log().isEmpty() ? List.of() : new OutOfMemory().examine(inputs);
    boolean seen = inTheLog.stream().anyMatch(finding -> finding.effect() == Effect.BREAKS);
    String layer = need.layer().name().value();
    FindingDraft draft =
        FindingDraft.of(CAUSE, seen ? Certainty.EVIDENT : Certainty.POSSIBLE, Effect.BREAKS)
            .summary(
                seen ? "summary-seen" : "summary",
                mebibytes(need.bytes()),
                mebibytes(memory),
                layer)
            .because(seen ? "because-seen" : "because-least")
            .evidence(batch(data))
            .evidence(new Evidence(layer, 0, need.told()));
    inTheLog.forEach(finding -> draft.evidence(finding.evidence()));
    return draft.done();
  }

  private static Evidence batch(DataAudit data) {
    NetworkInput input = data.inputs().get(0).input();
    return new Evidence(input.name().value(), 0, "batch=" + input.shape());
  }

  private static String mebibytes(long bytes) {
    return Long.toString(Math.round(bytes / MEBI));
  }
}
