package io.trtdoctor.check;

import io.trtdoctor.finding.Finding;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The model is quantised with zero points other than zero, or to UINT8; TensorRT is symmetric. */
public final class AsymmetricZeroPoint implements Check {
  private static final Cause CAUSE =
      new Cause(
          "asymmetric-zero-point",
          Set.of("unsupported-operator"),
          List.of("quantize-symmetric", "explicit-quantization"),
          List.of(
              "https://github.com/NVIDIA/TensorRT/issues/2774",
              "https://docs.nvidia.com/deeplearning/tensorrt/latest/inference-library/work-quantized-types.html"));

  private static final Pattern SIGN =
      Pattern.compile(
          "shiftIsAllZeros|only supports symmetric quantization|zeroPt must be all zeros"
              + "|[Nn]on-zero zero[- ]?point is not supported");

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    return SaidInLog.evident(inputs, CAUSE, SIGN);
  }
}
