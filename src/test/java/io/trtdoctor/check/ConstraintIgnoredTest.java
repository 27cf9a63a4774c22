package io.trtdoctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.ConstraintMode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConstraintIgnoredTest {
  private final Check check = new ConstraintIgnored();

  @Test
  void trtexecSaysThatItsFlagsHaveNoEffect() {
    List<Finding> findings =
        SampleLog.log()
            .warning(
                "--layerPrecision/--layerOutputTypes flags have no effect when --precisionConstraints"
                    + " flag is set to \"none\".")
            .engineBuilt()
            .examinedBy(check);

    assertThat(findings).extracting(Finding::certainty).containsExactly(Certainty.EVIDENT);
    assertThat(findings).extracting(Finding::effect).containsExactly(Effect.DEGRADES);
  }

  @Test
  void aPrecisionThatNoFlagAllowsBreaksTheBuild() {
    Finding finding =
        SampleLog.log()
            .error(
                "4: [network.cpp::validate::2723] Error Code 4: Internal Error (int8 precision has been"
                    + " set for a layer or layer output, but int8 is not configured in the builder)")
            .examinedBy(check)
            .get(0);

    assertThat(finding.effect()).isEqualTo(Effect.BREAKS);
    assertThat(SpokenFinding.english(finding)).contains("INT8 was asked of layers");
  }

  @Test
  void constraintsWithTheModeNoneAreEvident() {
    BuildSettings settings =
        SampleSettings.of(Set.of(BuilderFlag.INT8), Optional.of(ConstraintMode.NONE), "Conv_0");

    List<Finding> findings =
        SpokenFinding.examine(check, SampleLog.log().engineBuilt().inputs(settings));

    assertThat(findings).extracting(Finding::certainty).containsExactly(Certainty.EVIDENT);
    assertThat(findings.get(0).evidence()).extracting(e -> e.text()).containsExactly("Conv_0:int8");
  }

  @Test
  void constraintsWithoutAModeArePossible() {
    BuildSettings settings =
        SampleSettings.of(Set.of(BuilderFlag.INT8), Optional.empty(), "Conv_0");

    assertThat(SpokenFinding.examine(check, SampleLog.log().engineBuilt().inputs(settings)))
        .extracting(Finding::certainty)
        .containsExactly(Certainty.POSSIBLE);
  }

  @Test
  void aFailedBuildSaysNothingOfAModeThatNobodyMentioned() {
    BuildSettings settings =
        SampleSettings.of(Set.of(BuilderFlag.INT8), Optional.empty(), "Conv_0");

    assertThat(SpokenFinding.examine(check, SampleLog.log().error("Error").inputs(settings)))
        .isEmpty();
  }

  @Test
  void int8ConstraintsInABuildWithoutInt8AreEvident() {
    BuildSettings settings =
        SampleSettings.of(Set.of(BuilderFlag.FP16), Optional.of(ConstraintMode.PREFER), "Conv_0");

    List<Finding> findings =
        SpokenFinding.examine(
            check, SampleLog.log().precisions("FP32+FP16").engineBuilt().inputs(settings));

    assertThat(findings).extracting(Finding::certainty).containsExactly(Certainty.EVIDENT);
  }

  @Test
  void rulesThatNameNoLayerArePossible() {
    BuildSettings settings =
        SampleSettings.of(
            Set.of(BuilderFlag.INT8),
            Optional.of(ConstraintMode.PREFER),
            "Conv_0",
            "Conv_7",
            "(Unnamed Layer* 3) [Constant]");
    CaseInputs inputs =
        SampleNetwork.with(
            SampleLog.log().engineBuilt().inputs(settings), SampleNetwork.chain("Conv"));

    List<Finding> findings = SpokenFinding.examine(check, inputs);

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).evidence()).extracting(e -> e.text()).containsExactly("Conv_7:int8");
  }

  @Test
  void constraintsThatCountAreNoFinding() {
    BuildSettings settings =
        SampleSettings.of(Set.of(BuilderFlag.INT8), Optional.of(ConstraintMode.PREFER), "Conv_0");

    assertThat(
            SpokenFinding.examine(
                check, SampleLog.log().precisions("FP32+INT8").engineBuilt().inputs(settings)))
        .isEmpty();
  }
}
