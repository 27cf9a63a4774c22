package io.trtdoctor.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trtdoctor.finding.BuildDiagnosis;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.finding.Verdict;
import io.trtdoctor.finding.Verdict.Status;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.text.Message;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CaseAssemblyTest {
  private static final BuildDiagnosis HEALTHY = without(Status.HEALTHY);
  private static final BuildDiagnosis UNDETERMINED = without(Status.UNDETERMINED);
  private static final BuildDiagnosis POORER = named("poorer", Effect.DEGRADES);
  private static final BuildDiagnosis BROKEN = named("broken", Effect.BREAKS);

  @Test
  void aBrokenBuildIsWorseThanOneNobodyCanJudge() {
    assertThat(verdictOf(UNDETERMINED, BROKEN).cause()).contains("broken");
  }

  @Test
  void aBuildNobodyCanJudgeIsWorseThanOneThatCameOutPoorer() {
    assertThat(verdictOf(POORER, UNDETERMINED).status()).isEqualTo(Status.UNDETERMINED);
  }

  @Test
  void aPoorerBuildIsWorseThanAHealthyOne() {
    assertThat(verdictOf(HEALTHY, POORER).cause()).contains("poorer");
  }

  @Test
  void ofTwoBrokenBuildsTheFirstCounts() {
    assertThat(verdictOf(BROKEN, named("later", Effect.BREAKS)).cause()).contains("broken");
  }

  @Test
  void theFindingsAreThoseOfTheWorstBuild() {
    assertThat(assemble(POORER, BROKEN).findings()).isEqualTo(BROKEN.findings());
  }

  @Test
  void allBuildsAreKeptInTheirOrder() {
    assertThat(assemble(HEALTHY, BROKEN, POORER).builds()).containsExactly(HEALTHY, BROKEN, POORER);
  }

  @Test
  void aCaseWithoutABuildIsABug() {
    assertThatThrownBy(CaseAssemblyTest::assemble).hasMessageContaining("at least one");
  }

  private static Verdict verdictOf(BuildDiagnosis... builds) {
    return assemble(builds).verdict();
  }

  private static Diagnosis assemble(BuildDiagnosis... builds) {
    return CaseAssembly.assemble(
        List.of(builds),
        BuildSettings.unknown(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of());
  }

  private static BuildDiagnosis named(String cause, Effect effect) {
    SampleFinding sample = SampleFinding.of(cause, Certainty.EVIDENT, effect, 1);
    Verdict verdict =
        new Verdict(
            Status.CAUSE_NAMED,
            Optional.of(cause),
            Optional.of(Certainty.EVIDENT),
            sample.finding().summary());
    return build(verdict, sample);
  }

  private static BuildDiagnosis without(Status status) {
    return build(
        new Verdict(status, Optional.empty(), Optional.empty(), Message.of("sample.verdict")));
  }

  private static BuildDiagnosis build(Verdict verdict, SampleFinding... findings) {
    return new BuildDiagnosis(
        "build.log",
        1,
        9,
        Optional.empty(),
        verdict,
        List.of(findings).stream().map(SampleFinding::finding).toList(),
        List.of(),
        List.of(),
        Map.of(),
        Set.of(),
        Set.of());
  }
}
