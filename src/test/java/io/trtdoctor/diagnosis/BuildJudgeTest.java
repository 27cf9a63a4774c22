package io.trtdoctor.diagnosis;

import static io.trtdoctor.finding.Certainty.EVIDENT;
import static io.trtdoctor.finding.Certainty.POSSIBLE;
import static io.trtdoctor.finding.Finding.Effect.BREAKS;
import static io.trtdoctor.finding.Finding.Effect.DEGRADES;
import static io.trtdoctor.finding.Finding.Effect.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent;
import io.trtdoctor.buildlog.LogLine;
import io.trtdoctor.buildlog.LogSeverity;
import io.trtdoctor.check.CaseInputs;
import io.trtdoctor.check.Cause;
import io.trtdoctor.check.Check;
import io.trtdoctor.finding.BuildDiagnosis;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Verdict;
import io.trtdoctor.finding.Verdict.Status;
import io.trtdoctor.model.BuildSettings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BuildJudgeTest {
  @Test
  void whatBreaksTheBuildComesBeforeWhatMakesItWorse() {
    assertThat(
            ranked(
                SampleFinding.of("note", EVIDENT, NOTES, 1),
                SampleFinding.of("worse", EVIDENT, DEGRADES, 2),
                SampleFinding.of("broken", POSSIBLE, BREAKS, 3)))
        .containsExactly("broken", "worse", "note");
  }

  @Test
  void whatIsBetterKnownComesFirst() {
    assertThat(
            ranked(
                SampleFinding.of("guess", POSSIBLE, BREAKS, 1),
                SampleFinding.of("known", EVIDENT, BREAKS, 2)))
        .containsExactly("known", "guess");
  }

  @Test
  void theEarlierLineComesFirst() {
    assertThat(
            ranked(
                SampleFinding.of("late", EVIDENT, BREAKS, 9),
                SampleFinding.of("early", EVIDENT, BREAKS, 2)))
        .containsExactly("early", "late");
  }

  @Test
  void whatIsExplainedComesRightAfterItsExplanation() {
    assertThat(
            ranked(
                SampleFinding.of("symptom", EVIDENT, BREAKS, 1),
                SampleFinding.of("other", EVIDENT, BREAKS, 2),
                SampleFinding.of("source", POSSIBLE, BREAKS, 3, "symptom")))
        .containsExactly("other", "source", "symptom");
  }

  @Test
  void whatDoesLessHarmDoesNotExplainAwayWhatBreaksTheBuild() {
    assertThat(
            ranked(
                SampleFinding.of("gaps", EVIDENT, DEGRADES, 1, "fatal"),
                SampleFinding.of("fatal", EVIDENT, BREAKS, 2)))
        .containsExactly("fatal", "gaps");
  }

  @Test
  void causesThatExplainEachOtherAreBothKept() {
    assertThat(
            ranked(
                SampleFinding.of("hen", EVIDENT, BREAKS, 1, "egg"),
                SampleFinding.of("egg", EVIDENT, BREAKS, 2, "hen")))
        .containsExactly("hen", "egg");
  }

  @Test
  void theFirstCauseIsNamed() {
    Verdict verdict =
        judge(log(false, error(5)), SampleFinding.of("broken", EVIDENT, BREAKS, 5)).verdict();

    assertThat(verdict.cause()).contains("broken");
    assertThat(verdict.certainty()).contains(EVIDENT);
  }

  @Test
  void twoGuessesAboutTheSameLineLeaveItUndetermined() {
    Verdict verdict =
        judge(
                log(false, error(5)),
                SampleFinding.of("one", POSSIBLE, BREAKS, 5),
                SampleFinding.of("other", POSSIBLE, BREAKS, 5))
            .verdict();

    assertThat(verdict.status()).isEqualTo(Status.UNDETERMINED);
    assertThat(verdict.summary().key()).isEqualTo("diagnosis.candidates");
  }

  @Test
  void aGuessThatExplainsTheOtherIsNamed() {
    Verdict verdict =
        judge(
                log(false, error(5)),
                SampleFinding.of("one", POSSIBLE, BREAKS, 5, "other"),
                SampleFinding.of("other", POSSIBLE, BREAKS, 5))
            .verdict();

    assertThat(verdict.cause()).contains("one");
  }

  @Test
  void anErrorWithoutAKnownCauseIsUndetermined() {
    assertThat(judge(log(false, error(5))).verdict().summary().key())
        .isEqualTo("diagnosis.unknown-error");
  }

  @Test
  void whatOnlyMakesTheBuildWorseIsNotBlamedForAnUnexplainedError() {
    Verdict verdict =
        judge(log(false, error(5)), SampleFinding.of("worse", EVIDENT, DEGRADES, 2)).verdict();

    assertThat(verdict.summary().key()).isEqualTo("diagnosis.unknown-error");
  }

  @Test
  void aLogThatEndsInMidBuildIsUndetermined() {
    assertThat(judge(log(true)).verdict().summary().key()).isEqualTo("diagnosis.broken-off");
  }

  @Test
  void aFaultThatOnlyMakesThingsWorseIsNotNamedInALogThatEndsInMidBuild() {
    assertThat(judge(log(true), SampleFinding.of("worse", EVIDENT, DEGRADES, 2)).verdict().status())
        .isEqualTo(Status.UNDETERMINED);
  }

  @Test
  void anEngineWithoutFaultsIsHealthy() {
    Verdict verdict =
        judge(log(false, engine(5)), SampleFinding.of("note", EVIDENT, NOTES, 2)).verdict();

    assertThat(verdict.status()).isEqualTo(Status.HEALTHY);
    assertThat(verdict.cause()).isEmpty();
  }

  @Test
  void anEngineThatLostInt8HasItsCauseNamed() {
    assertThat(
            judge(log(false, engine(5)), SampleFinding.of("worse", POSSIBLE, DEGRADES, 2))
                .verdict()
                .cause())
        .contains("worse");
  }

  @Test
  void withoutALogAndWithoutAFaultThereIsNothingToJudgeBy() {
    Verdict verdict = new BuildJudge(List.of()).judge(inputs(Optional.empty())).verdict();

    assertThat(verdict.summary().key()).isEqualTo("diagnosis.nothing-to-judge-by");
  }

  @Test
  void aCheckThatThrowsIsNotedAndDoesNotStopTheOthers() {
    BuildJudge judge =
        new BuildJudge(List.of(new Crashing(), SampleFinding.of("broken", EVIDENT, BREAKS, 5)));

    BuildDiagnosis build = judge.judge(inputs(Optional.of(log(false, error(5)))));

    assertThat(build.verdict().cause()).contains("broken");
    assertThat(judge.notes()).extracting(note -> note.args().get(0)).containsExactly("crashing");
  }

  private record Crashing() implements Check {
    @Override
    public Cause cause() {
      return new Cause("crashing", Set.of(), List.of());
    }

    @Override
    public List<Finding> examine(CaseInputs inputs) {
      throw new IllegalStateException("a bug");
    }
  }

  private static List<String> ranked(Check... checks) {
    return judge(log(false, error(5)), checks).findings().stream().map(Finding::cause).toList();
  }

  private static BuildDiagnosis judge(BuildLog log, Check... checks) {
    return new BuildJudge(List.of(checks)).judge(inputs(Optional.of(log)));
  }

  private static CaseInputs inputs(Optional<BuildLog> log) {
    return new CaseInputs(log, BuildSettings.unknown(), Optional.empty(), Optional.empty());
  }

  private static BuildLog log(boolean cutOff, LogEvent... events) {
    return new BuildLog("build.log", 1, 9, 9, Optional.empty(), cutOff, List.of(events), 0);
  }

  private static LogEvent engine(long line) {
    return new LogEvent.EngineBuilt(new LogLine(line, LogSeverity.INFO, "done", "done"));
  }

  private static LogEvent error(long line) {
    return new LogEvent.Problem(
        new LogLine(line, LogSeverity.ERROR, "[E] bad", "bad"),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }
}
