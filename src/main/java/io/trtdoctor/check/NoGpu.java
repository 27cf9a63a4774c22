package io.trtdoctor.check;

import io.trtdoctor.finding.Finding;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The process sees no NVIDIA GPU, or no driver at all. */
public final class NoGpu implements Check {
  private static final Cause CAUSE =
      new Cause(
          "no-gpu",
          Set.of("library-mismatch", "driver-mismatch"),
          List.of("give-process-a-gpu", "check-driver"),
          List.of(
              "measured: TensorRT 8.6.1 and 10.6.0 without a driver and without a device",
              "https://docs.nvidia.com/cuda/cuda-runtime-api/group__CUDART__TYPES.html"));

  /** 100 is cudaErrorNoDevice, which was 38 before CUDA 10.1. */
  private static final Pattern SIGN =
      Pattern.compile(
          "no CUDA-capable device is detected|cudaErrorNoDevice|CUDA_ERROR_NO_DEVICE"
              + "|CUDA initialization failure with error:? (?:100|38)\\b"
              + "|libcuda\\.so(?:\\.1)?: cannot open shared object file"
              + "|Found no NVIDIA driver on your system|nvcuda\\.dll",
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
