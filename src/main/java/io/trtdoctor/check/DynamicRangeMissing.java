package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent;
import io.trtdoctor.buildlog.LogEvent.CalibratorAbsent;
import io.trtdoctor.buildlog.LogEvent.ScaleMissing;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Dynamic ranges were set by hand, without a calibrator, and some tensors were left out. */
public final class DynamicRangeMissing implements Check {
  private static final Pattern SAID =
      Pattern.compile(
          "[Mm]issing (dynamic|int8) range|has no dynamic range|dynamic range (is )?not set"
              + "|not find tensor .* in tensorScales");

  private static final Cause CAUSE =
      new Cause(
          "dynamic-range-missing",
          Set.of("scale-missing", "no-implementation"),
          List.of("set-dynamic-ranges", "set-a-calibrator", "explicit-quantization"),
          List.of(
              "NVIDIA TensorRT developer guide, \"Setting Dynamic Range\"",
              "https://github.com/NVIDIA/TensorRT/issues/663"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    return inputs.log().flatMap(log -> examine(inputs, log)).stream().toList();
  }

  private static Optional<Finding> examine(CaseInputs inputs, BuildLog log) {
    List<LogEvent> said = said(log);
    CalibrationCourse course = new CalibrationCourse(log);
    boolean byHand =
        log.first(CalibratorAbsent.class).isPresent() && course.lacksAllScales().isEmpty();
    if (said.isEmpty() && !byHand) {
      return Optional.empty();
    }
    List<ScaleMissing> losses = inputs.cover().losses();
    if (said.isEmpty() && losses.isEmpty()) {
      return Optional.empty();
    }
    List<? extends LogEvent> lines = said.isEmpty() ? losses : said;
    return Optional.of(finding(inputs, log, lines, losses));
  }

  /** TensorRT 7 and before say it of each tensor, which is an event of its own. */
  private static List<LogEvent> said(BuildLog log) {
    return Stream.concat(
            log.all(ScaleMissing.class).stream()
                .filter(missing -> missing.line().message().contains("range")),
            log.remarks().stream())
        .filter(event -> LogSearch.says(event, SAID))
        .toList();
  }

  private static Finding finding(
      CaseInputs inputs, BuildLog log, List<? extends LogEvent> lines, List<ScaleMissing> losses) {
    FindingDraft draft =
        FindingDraft.of(
                CAUSE,
                Certainty.EVIDENT,
                LogSearch.errors(log).isEmpty() ? Effect.DEGRADES : Effect.BREAKS)
            .summary("summary", lines.size())
            .because("because-every-tensor")
            .evidence(Evidences.of(log, lines))
            .evidence(
                log.first(CalibratorAbsent.class).stream()
                    .map(event -> Evidences.of(log, event))
                    .toList())
            .subjects(
                Subjects.tensors(
                    inputs,
                    losses.stream().limit(Evidences.ENOUGH).map(ScaleMissing::tensor).toList()));
    losses.stream()
        .findFirst()
        .ifPresent(event -> draft.names(Map.of("tensor", event.tensor().value())));
    return draft.done();
  }
}
