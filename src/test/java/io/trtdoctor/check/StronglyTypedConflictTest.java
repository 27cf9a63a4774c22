package io.trtdoctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.model.BuilderFlag;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StronglyTypedConflictTest {
  private final Check check = new StronglyTypedConflict();

  @Test
  void trtexecDropsThePrecision() {
    List<Finding> findings =
        SampleLog.log()
            .warning(
                "Invalid usage, setting int8 mode is not allowed if graph is strongly typed. Disabling"
                    + " BuilderFlag::kINT8.")
            .engineBuilt()
            .examinedBy(check);

    assertThat(findings).extracting(Finding::effect).containsExactly(Effect.DEGRADES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Error Code 3: API Usage Error (precision cannot be set for a strongly typed network)",
        "--best and --stronglyTyped cannot be both set."
      })
  void anErrorAboutStrongTypingBreaksTheBuild(String message) {
    List<Finding> findings = SampleLog.log().error(message).examinedBy(check);

    assertThat(findings).extracting(Finding::effect).containsExactly(Effect.BREAKS);
  }

  @Test
  void theSettingsAloneShowIt() {
    CaseInputs inputs =
        SampleLog.log()
            .engineBuilt()
            .inputs(
                SampleSettings.of(
                    Set.of(BuilderFlag.STRONGLY_TYPED, BuilderFlag.INT8), Optional.empty()));

    List<Finding> findings = SpokenFinding.examine(check, inputs);

    assertThat(findings).extracting(Finding::certainty).containsExactly(Certainty.EVIDENT);
    assertThat(findings.get(0).evidence()).extracting(e -> e.text()).contains("--int8");
  }

  @Test
  void aStronglyTypedBuildWithoutPrecisionsIsFine() {
    CaseInputs inputs =
        SampleLog.log()
            .engineBuilt()
            .inputs(SampleSettings.of(Set.of(BuilderFlag.STRONGLY_TYPED), Optional.empty()));

    assertThat(SpokenFinding.examine(check, inputs)).isEmpty();
  }

  @Test
  void anErrorThatOnlyMentionsStrongTypingIsPossible() {
    assertThat(
            SampleLog.log()
                .error("Failed while building the strongly typed graph")
                .examinedBy(check))
        .extracting(Finding::certainty)
        .containsExactly(Certainty.POSSIBLE);
  }
}
