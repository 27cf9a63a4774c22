package io.trtdoctor.check;

import io.trtdoctor.check.LogSearch.Hit;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * QuantizeLinear and DequantizeLinear stand where TensorRT's optimizer cannot use them.
 *
 * <p>Every sign here is an assertion known from a public thread, so it is never more than possible.
 */
public final class QdqMisplaced implements Check {
  private static final Cause CAUSE =
      new Cause(
          "qdq-misplaced",
          Set.of("no-implementation"),
          List.of("move-qdq", "explicit-quantization", "upgrade-tensorrt"),
          List.of(
              "https://github.com/NVIDIA/TensorRT/issues/3055",
              "https://github.com/NVIDIA/TensorRT/issues/1574",
              "https://github.com/NVIDIA/TensorRT/issues/2664",
              "https://github.com/NVIDIA/TensorRT/issues/3904",
              "https://github.com/NVIDIA/TensorRT/issues/1362",
              "https://docs.nvidia.com/deeplearning/tensorrt/latest/inference-library/work-quantized-types.html"));

  private static final Pattern SIGN =
      Pattern.compile(
          "points to the node being incorrectly marked as an int8 node"
              + "|optimizer\\.cpp::filterQDQFormats"
              + "|sameExprValues.*Assertion lhs\\.expr failed"
              + "|pointWiseV2Builder\\.cpp::toExpr.*outScales\\.size\\(\\) == 1"
              + "|Assertion outputScalesLen >= quantizations\\.outputs"
              + "|Assertion numScales == mGlobRefs\\.scale\\.count\\(\\)"
              + "|scaleNode\\.cpp::getChannelAxis.*unexpected negative axis"
              + "|qdqGraphOptimizer\\.cpp",
          Pattern.DOTALL);

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    List<Hit> hits = LogSearch.find(inputs, SIGN).stream().filter(hit -> hit.isError()).toList();
    return hits.isEmpty() || !LogSearch.failed(inputs)
        ? List.of()
        : List.of(
            FindingDraft.of(CAUSE, Certainty.POSSIBLE, Effect.BREAKS)
                .because("because-log")
                .evidence(LogSearch.evidence(hits))
                .done());
  }
}
