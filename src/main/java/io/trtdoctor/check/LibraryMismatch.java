package io.trtdoctor.check;

import io.trtdoctor.check.LogSearch.Hit;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A shared library is missing, or of another version than the one that asks for it. */
public final class LibraryMismatch implements Check {
  private static final Cause CAUSE =
      new Cause(
          "library-mismatch",
          Set.of(),
          List.of("set-library-path", "rebuild-plan", "install-whole-tensorrt"),
          List.of(
              "https://docs.nvidia.com/deeplearning/tensorrt/latest/getting-started/support-matrix.html",
              "https://github.com/NVIDIA/TensorRT/issues/2496"));

  /** The driver's library and the builder's kernels have causes of their own. */
  private static final String NOT_OURS = "(?!libcuda\\.so|libnvinfer_builder_resource)";

  private static final Pattern BREAKING =
      Pattern.compile(
          "(?:^|[\\s:/\"'])("
              + NOT_OURS
              + "lib[\\w.+-]+\\.so[\\w.]*): (?:cannot open shared object file|undefined symbol)"
              + "|Could not load library ("
              + NOT_OURS
              + "lib[\\w.+-]+)"
              + "|engine plan file is not compatible with this version of TensorRT"
              + "|[Vv]ersion tag does not match|Serialized engine contains plugin, but no plugin"
              + "|version `GLIBC(?:XX)?_[\\d.]+' not found"
              + "|DLL load failed while importing tensorrt");
  private static final Pattern WARNED =
      Pattern.compile("was linked against (\\w+) [\\d.]+ but loaded \\w+ [\\d.]+");

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    List<Hit> breaking = LogSearch.find(inputs, BREAKING);
    if (!breaking.isEmpty() && LogSearch.failed(inputs)) {
      return LogSearch.anotherErrorFollows(breaking)
          ? List.of(survived(breaking))
          : SaidInLog.evident(inputs, CAUSE, BREAKING);
    }
    List<Hit> warned = LogSearch.find(inputs, WARNED);
    return warned.isEmpty() ? List.of() : List.of(warning(inputs, warned));
  }

  /** Programs try libraries that they can do without; this one went on to fail elsewhere. */
  private static Finding survived(List<Hit> hits) {
    return FindingDraft.of(CAUSE, Certainty.POSSIBLE, Effect.BREAKS)
        .because("because-survived")
        .evidence(LogSearch.evidence(hits))
        .done();
  }

  /** TensorRT goes on with another cuDNN or cuBLAS, often well enough. */
  private static Finding warning(CaseInputs inputs, List<Hit> hits) {
    boolean failed = LogSearch.failed(inputs);
    return FindingDraft.of(CAUSE, failed ? Certainty.POSSIBLE : Certainty.EVIDENT, Effect.NOTES)
        .summary("summary-linked", String.join(", ", LogSearch.names(hits)))
        .because("because-linked")
        .evidence(LogSearch.evidence(hits))
        .remedies("set-library-path")
        .done();
  }
}
