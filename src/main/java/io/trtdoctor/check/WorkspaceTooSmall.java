package io.trtdoctor.check;

import io.trtdoctor.check.LogSearch.Hit;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.model.TensorRtVersion;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The workspace limit leaves a layer without any kernel.
 *
 * <p>TensorRT 8.6.1 says so outright. Up to 8.3 the limit had to be set by hand and there was next
 * to none without (IBuilderConfig::setMaxWorkspaceSize); there, a layer without implementation may
 * well lack workspace although the message does not say it.
 */
public final class WorkspaceTooSmall implements Check {
  private static final Cause CAUSE =
      new Cause(
          "workspace-too-small",
          Set.of("no-implementation"),
          List.of("raise-workspace"),
          List.of(
              "measured: TensorRT 8.6.1 and 10.6.0 with a workspace of 1 KiB",
              "https://github.com/NVIDIA/TensorRT/issues/1627",
              "https://docs.nvidia.com/deeplearning/tensorrt/latest/api/c_api/classnvinfer1_1_1_i_builder_config.html"));

  private static final String NODE = "[Cc]ould not find any implementation for node\\s+(\\S.*?)";
  private static final Pattern SAID = Pattern.compile(NODE + " due to insufficient workspace");
  private static final Pattern HINTED =
      Pattern.compile(NODE + ",? try increasing the workspace|" + NODE + "(?:\\.?\\)|\\.)?\\s*$");
  private static final Pattern SKIPPED =
      Pattern.compile("[Ss]ome tactics do not have sufficient workspace memory to run");

  /**
   * How TensorRT 10 says that a tactic wants more than the limit; the group is the size in bytes.
   */
  private static final Pattern REQUESTED =
      Pattern.compile("due to insuff?icient memory on requested size of (\\d+)");

  /** The first version whose default limit is the whole memory of the device. */
  private static final TensorRtVersion DEFAULT_IS_ALL = new TensorRtVersion(8, 4, 0);

  /** How loggers of Python marked their lines before 8.4; later ones print {@code [TRT] [E]}. */
  private static final String OLD_PREFIX = "[TensorRT] ERROR";

  private static final long SMALL_BYTES = 256L << 20;

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    List<Hit> said = LogSearch.find(inputs, SAID);
    if (!said.isEmpty() && LogSearch.failed(inputs)) {
      return List.of(broken(inputs, said, Certainty.EVIDENT, "because-log"));
    }
    List<Hit> hinted = LogSearch.find(inputs, HINTED);
    if (!hinted.isEmpty() && LogSearch.failed(inputs)) {
      List<Hit> refused = overLimit(inputs);
      return refused.isEmpty()
          ? guess(inputs, hinted)
          : List.of(
              broken(
                  inputs,
                  Stream.concat(hinted.stream(), refused.stream()).toList(),
                  Certainty.EVIDENT,
                  "because-requested"));
    }
    List<Hit> skipped = LogSearch.find(inputs, SKIPPED);
    return skipped.isEmpty() ? List.of() : List.of(slower(skipped));
  }

  private static List<Hit> overLimit(CaseInputs inputs) {
    return LogSearch.find(inputs, REQUESTED).stream()
        .filter(hit -> isOverLimit(inputs, hit.event().line().message()))
        .toList();
  }

  /** Whether a message says that more was wanted than the limit that is known to have been set. */
  static boolean isOverLimit(CaseInputs inputs, String message) {
    Matcher requested = REQUESTED.matcher(message);
    return requested.find()
        && inputs
            .settings()
            .workspaceBytes()
            .filter(
                limit ->
                    new BigInteger(requested.group(1)).compareTo(BigInteger.valueOf(limit)) > 0)
            .isPresent();
  }

  private static List<Finding> guess(CaseInputs inputs, List<Hit> hits) {
    boolean small = inputs.settings().workspaceBytes().filter(b -> b < SMALL_BYTES).isPresent();
    if (small) {
      return List.of(broken(inputs, hits, Certainty.POSSIBLE, "because-small"));
    }
    boolean set = inputs.settings().workspaceBytes().isPresent();
    return !set && hits.stream().anyMatch(WorkspaceTooSmall::hadToBeSet)
        ? List.of(broken(inputs, hits, Certainty.POSSIBLE, "because-default"))
        : List.of();
  }

  private static boolean hadToBeSet(Hit hit) {
    return hit.match().group().contains("workspace")
        || hit.event().line().raw().contains(OLD_PREFIX)
        || hit.log().version().filter(v -> v.compareTo(DEFAULT_IS_ALL) < 0).isPresent();
  }

  private static Finding broken(
      CaseInputs inputs, List<Hit> hits, Certainty certainty, String reason) {
    List<String> layers =
        LogSearch.names(
            hits.stream().filter(hit -> !hit.match().group().contains("requested size")).toList());
    FindingDraft draft =
        FindingDraft.of(CAUSE, certainty, Effect.BREAKS)
            .because(reason)
            .evidence(LogSearch.evidence(hits))
            .evidence(limit(inputs))
            .subjects(Subjects.layers(inputs, layers));
    if (!layers.isEmpty()) {
      draft.summary("summary-layer", layers.get(0)).names(Map.of("layer", layers.get(0)));
    }
    return draft.done();
  }

  /** A remark: builds that come out leave tactics out as well. */
  private static Finding slower(List<Hit> hits) {
    return FindingDraft.of(CAUSE, Certainty.EVIDENT, Effect.NOTES)
        .summary("summary-tactics")
        .because("because-tactics")
        .evidence(LogSearch.evidence(hits))
        .done();
  }

  private static List<Evidence> limit(CaseInputs inputs) {
    return inputs.settings().workspaceBytes().stream()
        .map(b -> Evidences.setting(inputs.settings(), "--workspace", b + " bytes"))
        .toList();
  }
}
