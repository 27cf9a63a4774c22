package io.trtdoctor.check;

import io.trtdoctor.finding.Finding;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The library with TensorRT's kernels for this GPU is not installed or not found. */
public final class BuilderResourceMissing implements Check {
  private static final Cause CAUSE =
      new Cause(
          "builder-resource-missing",
          Set.of("library-mismatch"),
          List.of("install-whole-tensorrt", "set-library-path"),
          List.of("measured: TensorRT 10.15.1 without libnvinfer_builder_resource_sm90.so"));

  private static final Pattern SIGN =
      Pattern.compile(
          "(?:[Uu]nable to load library: |Could not load library |cannot load )"
              + "((?:lib)?nvinfer_builder_resource[^\\s:]*)"
              + "|(?:^|[\\s:/])((?:lib)nvinfer_builder_resource[^\\s:]*): cannot open shared object");

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    return SaidInLog.evident(inputs, CAUSE, SIGN);
  }
}
