package io.trtdoctor.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.BuildPhase;
import io.trtdoctor.buildlog.LogEvent;
import io.trtdoctor.buildlog.LogEvent.BatchCalibrated;
import io.trtdoctor.buildlog.LogEvent.CalibratorAbsent;
import io.trtdoctor.buildlog.LogEvent.PhaseBegan;
import io.trtdoctor.buildlog.LogEvent.PhaseEnded;
import io.trtdoctor.buildlog.LogEvent.Problem;
import io.trtdoctor.buildlog.LogLine;
import io.trtdoctor.buildlog.LogSeverity;
import io.trtdoctor.finding.BuildDiagnosis.PhaseSpan;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PhaseSpansTest {
  @Test
  void aPhaseRunsFromItsBeginToItsEnd() {
    List<PhaseSpan> spans = spans(began(3, BuildPhase.PARSING), ended(7, BuildPhase.PARSING, 0.5));

    assertThat(spans).hasSize(1);
    assertThat(spans.get(0).line()).isEqualTo(3);
    assertThat(spans.get(0).seconds()).hasValue(0.5);
    assertThat(spans.get(0).finished()).isTrue();
  }

  @Test
  void aPhaseThatNeverEndsIsUnfinished() {
    assertThat(spans(began(3, BuildPhase.TACTIC_TIMING)).get(0).finished()).isFalse();
  }

  @Test
  void anEndWithoutABeginIsAPhaseToo() {
    assertThat(spans(ended(7, BuildPhase.GRAPH_OPTIMIZATION, 0.1)).get(0).line()).isEqualTo(7);
  }

  @Test
  void calibrationTellsItsBatches() {
    PhaseSpan calibration =
        spans(
                began(1, BuildPhase.CALIBRATION),
                new BatchCalibrated(line(2), 0, 0.1),
                new BatchCalibrated(line(3), 1, 0.1))
            .get(0);

    assertThat(calibration.note().orElseThrow().args()).containsExactly(2);
  }

  @Test
  void aWordOfTheBuilderShowsThatParsingIsOver() {
    assertThat(spans(began(1, BuildPhase.PARSING), new CalibratorAbsent(line(2))).get(0).finished())
        .isTrue();
  }

  @Test
  void anErrorOfTheParserLeavesParsingUnfinished() {
    assertThat(spans(began(1, BuildPhase.PARSING), error("ModelImporter.cpp")).get(0).finished())
        .isFalse();
    assertThat(spans(began(1, BuildPhase.PARSING), error("network.cpp")).get(0).finished())
        .isTrue();
  }

  private static Problem error(String sourceFile) {
    return new Problem(
        new LogLine(2, LogSeverity.ERROR, "text", "text"),
        OptionalInt.of(4),
        Optional.of(sourceFile),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  @Test
  void postProcessingFinishesCalibration() {
    List<PhaseSpan> spans =
        spans(
            began(1, BuildPhase.CALIBRATION),
            ended(2, BuildPhase.CALIBRATION_POST_PROCESSING, 3e-6));

    assertThat(spans).allMatch(PhaseSpan::finished);
  }

  @Test
  void theTimeOfAllOfCalibrationIsTakenWhereItIsTold() {
    List<PhaseSpan> spans =
        spans(
            began(1, BuildPhase.CALIBRATION),
            ended(2, BuildPhase.CALIBRATION_POST_PROCESSING, 18),
            ended(3, BuildPhase.CALIBRATION, 19));

    assertThat(spans).hasSize(2);
    assertThat(spans.get(0).seconds()).hasValue(19);
  }

  private static List<PhaseSpan> spans(LogEvent... events) {
    return PhaseSpans.of(
        new BuildLog("build.log", 1, 9, 9, Optional.empty(), false, List.of(events), 0));
  }

  private static PhaseBegan began(long line, BuildPhase phase) {
    return new PhaseBegan(line(line), phase);
  }

  private static PhaseEnded ended(long line, BuildPhase phase, double seconds) {
    return new PhaseEnded(line(line), phase, OptionalDouble.of(seconds));
  }

  private static LogLine line(long number) {
    return new LogLine(number, LogSeverity.INFO, "text", "text");
  }
}
