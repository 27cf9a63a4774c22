package io.trtdoctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkspaceTooSmallTest {
  private static final String SAID =
      "4: [optimizer.cpp::computeCosts::3867] Error Code 4: Internal Error (Could not find any"
          + " implementation for node {ForeignNode[a...b]} due to insufficient workspace. See verbose"
          + " log for requested sizes.)";
  private static final String UNSAID =
      "10: [optimizer.cpp::computeCosts::1981] Error Code 10: Internal Error (Could not find any"
          + " implementation for node Conv_15.)";

  private final Check check = new WorkspaceTooSmall();

  @Test
  void insufficientWorkspaceInTheMessageIsEvident() {
    Finding finding = SampleLog.log().error(SAID).examinedBy(check).get(0);

    assertThat(finding.certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(finding.subjects())
        .extracting(s -> s.name())
        .containsExactly("{ForeignNode[a...b]}");
  }

  @Test
  void anOldVersionHasNextToNoWorkspaceUnlessSet() {
    Finding byVersion = SampleLog.log().version(8, 2, 0).error(UNSAID).examinedBy(check).get(0);
    Finding byPrefix = SampleLog.log().oldError(UNSAID).examinedBy(check).get(0);

    assertThat(List.of(byVersion, byPrefix))
        .allSatisfy(f -> assertThat(f.certainty()).isEqualTo(Certainty.POSSIBLE))
        .allSatisfy(
            f -> assertThat(f.subjects()).extracting(s -> s.name()).containsExactly("Conv_15"));
  }

  @Test
  void aNewVersionTakesTheWholeMemory() {
    assertThat(SampleLog.log().version(8, 6, 1).error(UNSAID).examinedBy(check)).isEmpty();
    assertThat(SampleLog.log().error(UNSAID).examinedBy(check)).isEmpty();
  }

  @Test
  void aSmallLimitInTheSettingsMakesItPossible() {
    CaseInputs inputs =
        SampleLog.log().version(10, 6, 0).error(UNSAID).inputs(SampleSettings.workspace(1024));

    assertThat(SpokenFinding.examine(check, inputs))
        .extracting(Finding::certainty)
        .containsExactly(Certainty.POSSIBLE);
  }

  @Test
  void aLargeLimitSpeaksAgainstIt() {
    CaseInputs inputs =
        SampleLog.log().version(8, 2, 0).error(UNSAID).inputs(SampleSettings.workspace(4L << 30));

    assertThat(SpokenFinding.examine(check, inputs)).isEmpty();
  }

  @Test
  void tacticsLeftOutAreARemark() {
    List<Finding> findings =
        SampleLog.log()
            .warning(
                "Some tactics do not have sufficient workspace memory to run. Increasing workspace")
            .engineBuilt()
            .examinedBy(check);

    assertThat(findings).extracting(Finding::effect).containsExactly(Effect.NOTES);
  }
}
