package io.trtdoctor.check;

import io.trtdoctor.check.LogSearch.Hit;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.model.TensorRtVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An assertion that a public thread traced to a defect of TensorRT itself.
 *
 * <p>Each is known from one thread or two, and the same assertion may have other causes too: it is
 * possible at most, also where the log shows a version that has the defect.
 */
public final class KnownDefect implements Check {
  private static final Cause CAUSE =
      new Cause(
          "known-defect",
          Set.of("no-implementation"),
          List.of("upgrade-tensorrt"),
          List.of(
              "https://github.com/NVIDIA/TensorRT/issues/1458",
              "https://github.com/NVIDIA/TensorRT/issues/1633",
              "https://github.com/NVIDIA/TensorRT/issues/2961",
              "https://github.com/NVIDIA/TensorRT/issues/2751",
              "https://github.com/ultralytics/ultralytics/issues/23841"));

  private static final List<Defect> DEFECTS =
      List.of(
          new Defect(
              "concat-after-input",
              "Assertion mIndex >= 0 failed\\.\\s*symbol is not concrete",
              "8.0.0",
              "8.4.0",
              "https://github.com/NVIDIA/TensorRT/issues/1633"),
          new Defect(
              "residual-int8",
              "computeStaticKernelScales.*hasResidualOrExtraJitInput",
              "8.5.0",
              "8.6.0",
              "https://github.com/NVIDIA/TensorRT/issues/2961"),
          new Defect(
              "reshape-formats",
              "[Nn]o supported formats for [^\\s)]*(?:Reshape|Unsqueeze|Squeeze)",
              "8.5.0",
              "8.6.0",
              "https://github.com/NVIDIA/TensorRT/issues/2751"),
          new Defect(
              "calibration-graph-region",
              "checkSanity\\.cpp::checkLinks.*item\\.second != nullptr",
              "10.3.0",
              "10.7.0",
              "https://github.com/ultralytics/ultralytics/issues/23841"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    List<Finding> findings = new ArrayList<>();
    for (Defect defect : DEFECTS) {
      List<Hit> hits = LogSearch.find(inputs, defect.sign).stream().filter(Hit::isError).toList();
      if (!hits.isEmpty() && LogSearch.failed(inputs)) {
        defect.finding(hits).ifPresent(findings::add);
      }
    }
    return findings;
  }

  /**
   * A defect of some versions.
   *
   * @param id part of the keys of its texts
   * @param first the first version it was reported for
   * @param mended the first version said to be free of it
   */
  private record Defect(
      String id, Pattern sign, TensorRtVersion first, TensorRtVersion mended, String thread) {
    Defect(String id, String sign, String first, String mended, String thread) {
      this(id, Pattern.compile(sign, Pattern.DOTALL), version(first), version(mended), thread);
    }

    private static TensorRtVersion version(String text) {
      String[] parts = text.split("\\.", -1);
      return new TensorRtVersion(
          Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    /** The finding, none if the log shows a version that has been mended. */
    Optional<Finding> finding(List<Hit> hits) {
      Optional<TensorRtVersion> version = hits.get(0).log().version();
      if (version.filter(v -> v.compareTo(mended) >= 0).isPresent()) {
        return Optional.empty();
      }
      FindingDraft draft =
          FindingDraft.of(CAUSE, Certainty.POSSIBLE, Effect.BREAKS)
              .summary("summary-" + id, mended)
              .because("because-thread", thread)
              .evidence(LogSearch.evidence(hits));
      version.ifPresentOrElse(
          v -> draft.because("because-version", v, first, mended),
          () -> draft.because("because-no-version", first, mended));
      return Optional.of(draft.done());
    }
  }
}
