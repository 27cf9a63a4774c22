package io.trtdoctor.check;

import io.trtdoctor.finding.Finding;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The builder resource library is not the file that this TensorRT was released with. */
public final class BuilderResourceAltered implements Check {
  private static final Cause CAUSE =
      new Cause(
          "builder-resource-altered",
          Set.of("library-mismatch"),
          List.of("install-whole-tensorrt", "set-library-path"),
          List.of(
              "measured: TensorRT 8.6.1 with a changed libnvinfer_builder_resource.so",
              "https://github.com/NVIDIA/TensorRT/issues/2496"));

  private static final Pattern SIGN = Pattern.compile("Assertion validateCaskKLib(?:Digest|Size)");

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    return SaidInLog.evident(inputs, CAUSE, SIGN);
  }
}
