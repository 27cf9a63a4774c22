package io.trtdoctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.model.ConstraintMode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConstraintWithoutKernelTest {
  private static final String WRAPPED =
      "2: [optimizer.cpp::getFormatRequirements::3154] Error Code 2: Internal Error (Assertion"
          + " !n->candidateRequirements.empty() failed. No supported formats for /stem/conv/Conv)";
  private static final String TEN =
      "[optimizer.cpp::getFormatRequirements::3299] Error Code 2: Internal Error (Assertion"
          + " !n->candidateRequirements.empty() failed. No supported formats for /stem/conv/Conv,"
          + " please check the TensorRT operator doc"
          + " (https://docs.nvidia.com/deeplearning/tensorrt/operators/docs/index.html) for"
          + " supported formats.)";

  private final Check check = new ConstraintWithoutKernel();

  @ParameterizedTest
  @ValueSource(
      strings = {
        WRAPPED,
        TEN,
        "2: Assertion !n->candidateRequirements.empty() failed. No supported formats for /stem/conv/Conv"
      })
  void theLayerIsNamedHoweverTheMessageIsWrapped(String message) {
    Finding finding = SampleLog.log().error(message).examinedBy(check).get(0);

    assertThat(finding.subjects()).extracting(s -> s.name()).containsExactly("/stem/conv/Conv");
    assertThat(finding.effect()).isEqualTo(Effect.BREAKS);
  }

  @Test
  void aFusedLayerKeepsItsBrackets() {
    Finding finding =
        SampleLog.log()
            .error("(failed. No supported formats for Conv_0 + PWN(Relu_1))")
            .examinedBy(check)
            .get(0);

    assertThat(finding.subjects())
        .extracting(s -> s.name())
        .containsExactly("Conv_0 + PWN(Relu_1)");
  }

  @Test
  void theLogAloneMakesItPossible() {
    Finding finding = SampleLog.log().error(WRAPPED).examinedBy(check).get(0);

    assertThat(finding.certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(finding.settledBy()).isNotEmpty();
  }

  @Test
  void obeyInTheSettingsMakesItEvident() {
    CaseInputs inputs =
        SampleLog.log()
            .error(WRAPPED)
            .inputs(
                SampleSettings.of(Set.of(), Optional.of(ConstraintMode.OBEY), "/stem/conv/Conv"));

    assertThat(SpokenFinding.examine(check, inputs).get(0).certainty())
        .isEqualTo(Certainty.EVIDENT);
  }

  @ParameterizedTest
  @EnumSource(value = ConstraintMode.class, names = "OBEY", mode = EnumSource.Mode.EXCLUDE)
  void constraintsThatNeedNotBeObeyedAreNotToBlame(ConstraintMode mode) {
    CaseInputs inputs =
        SampleLog.log().error(WRAPPED).inputs(SampleSettings.of(Set.of(), Optional.of(mode)));

    assertThat(SpokenFinding.examine(check, inputs)).isEmpty();
  }

  @Test
  void layersThatDisobeyAPreferenceAreARemark() {
    List<Finding> findings =
        SampleLog.log().fallback("Conv_0").fallback("Conv_2").engineBuilt().examinedBy(check);

    assertThat(findings).extracting(Finding::effect).containsExactly(Effect.NOTES);
    assertThat(findings.get(0).subjects())
        .extracting(s -> s.name())
        .containsExactly("Conv_0", "Conv_2");
  }

  @Test
  void aLayerNamedWithAndWithoutItsTypeCountsOnce() {
    Finding finding =
        SampleLog.log()
            .fallback("Conv_0")
            .fallback("Conv_0[CONVOLUTION]")
            .engineBuilt()
            .examinedBy(check)
            .get(0);

    assertThat(SpokenFinding.english(finding)).contains("1 layer(s)");
  }

  @Test
  void theOnnxNodeIsFound() {
    CaseInputs inputs = SampleLog.log().error("No supported formats for Conv_0").inputs();

    Finding finding =
        SpokenFinding.examine(check, SampleNetwork.with(inputs, SampleNetwork.chain("Conv")))
            .get(0);

    assertThat(finding.subjects().get(0).onnxNode()).contains("Conv_0");
  }
}
