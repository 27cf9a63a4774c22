package io.trtdoctor.check;

import io.trtdoctor.finding.Finding;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The NVIDIA driver is older than the CUDA that TensorRT was built with, or does not fit it. */
public final class DriverMismatch implements Check {
  private static final Cause CAUSE =
      new Cause(
          "driver-mismatch",
          Set.of("library-mismatch"),
          List.of("check-driver", "give-process-a-gpu", "older-container"),
          List.of(
              "https://github.com/NVIDIA/TensorRT/issues/3115",
              "https://github.com/NVIDIA/TensorRT/issues/2879",
              "https://docs.nvidia.com/cuda/cuda-runtime-api/group__CUDART__TYPES.html"));

  /**
   * 35 is cudaErrorInsufficientDriver, 222 cudaErrorUnsupportedPtxVersion, 803
   * cudaErrorSystemDriverMismatch, 804 cudaErrorCompatNotSupportedOnDevice.
   */
  private static final Pattern SIGN =
      Pattern.compile(
          "CUDA driver version is insufficient for CUDA runtime version"
              + "|CUDA initialization failure with error:? (?:35|222|803|804)\\b"
              + "|cudaErrorInsufficientDriver"
              + "|unsupported display driver / cuda driver combination"
              + "|forward compatibility was attempted on non supported HW"
              + "|provided PTX was compiled with an unsupported toolchain",
          Pattern.CASE_INSENSITIVE);

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    return SaidInLog.evident(inputs, CAUSE, SIGN);
  }
}
