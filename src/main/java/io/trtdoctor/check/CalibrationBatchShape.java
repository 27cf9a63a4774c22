package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The batches have another shape or element type than the network's input in calibration. */
public final class CalibrationBatchShape implements Check {
  /** Polygraphy looks at each array before it hands it over. */
  private static final Pattern CHECKED =
      Pattern.compile("Received (incompatible|unexpected) (shape|dtype|type)");

  private static final Pattern REFUSED =
      Pattern.compile(
          "Static dimension mismatch|engineDims\\.d\\[i] == dims\\.d\\[i]"
              + "|does not satisfy any optimization profiles|[Cc]alibration.*batch size"
              + "|cannot copy .*buffer of size|could not broadcast input array");

  private static final Cause CAUSE =
      new Cause(
          "calibration-batch-shape",
          Set.of("calibrator-no-batches", "calibrator-bad-pointer"),
          List.of("batch-of-profile", "polygraphy-calibrator"),
          List.of(
              "NVIDIA/TensorRT tools/Polygraphy/polygraphy/backend/base/util.py",
              "https://github.com/NVIDIA/TensorRT/issues/2978"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    List<Finding> found = new ArrayList<>();
    inputs.log().flatMap(CalibrationBatchShape::examine).ifPresent(found::add);
    inputs
        .data()
        .ifPresent(data -> found.addAll(new DeclaredShapes(CAUSE, data, inputs.settings()).find()));
    return found;
  }

  private static Optional<Finding> examine(BuildLog log) {
    if (log.succeeded()) {
      return Optional.empty();
    }
    return LogSearch.first(log, CHECKED)
        .map(event -> finding(log, event, Certainty.EVIDENT))
        .or(
            () ->
                LogSearch.first(log, REFUSED)
                    .filter(event -> inCalibration(log, event))
                    .map(event -> finding(log, event, Certainty.POSSIBLE)));
  }

  private static boolean inCalibration(BuildLog log, LogEvent event) {
    return new CalibrationCourse(log)
        .began()
        .filter(phase -> phase.line().number() <= event.line().number())
        .isPresent();
  }

  private static Finding finding(BuildLog log, LogEvent event, Certainty certainty) {
    return FindingDraft.of(CAUSE, certainty, Effect.BREAKS)
        .because("because-profile")
        .evidence(Evidences.of(log, event))
        .followedBy(LogSearch.troubleAfter(log, event.line().number()))
        .done();
  }
}
