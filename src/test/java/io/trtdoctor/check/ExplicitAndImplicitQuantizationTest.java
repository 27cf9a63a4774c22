package io.trtdoctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.model.CalibrationAlgorithm;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplicitAndImplicitQuantizationTest {
  private final Check check = new ExplicitAndImplicitQuantization();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[2025-03-14 09:26:53   ERROR] Setting dynamic range is only allowed when there are no Q/DQ layers in the Network.",
        "3: [network.cpp::setDynamicRange::1] Setting dynamic range is only allowed when there are no Q/DQ layers in the Network."
      })
  void aRefusedRangeIsEvident(String message) {
    List<Finding> findings = SampleLog.log().error(message).examinedBy(check);

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(findings.get(0).effect()).isEqualTo(Effect.BREAKS);
    assertThat(findings.get(0).evidence()).extracting(e -> e.line()).containsExactly(1L);
  }

  @Test
  void quantizersInTheModelAndACalibratorAreEvident() {
    CaseInputs inputs =
        SampleLog.log()
            .engineBuilt()
            .inputs(SampleSettings.calibrator(CalibrationAlgorithm.ENTROPY_2));

    Finding finding =
        SpokenFinding.examine(
                check,
                SampleNetwork.with(
                    inputs, SampleNetwork.chain("QuantizeLinear", "DequantizeLinear", "Conv")))
            .get(0);

    assertThat(finding.effect()).isEqualTo(Effect.DEGRADES);
    assertThat(SpokenFinding.english(finding)).contains("2 Q/DQ nodes");
    assertThat(finding.evidence()).extracting(e -> e.text()).contains("IInt8EntropyCalibrator2");
  }

  @Test
  void aModelWithoutQuantizersMayBeCalibrated() {
    CaseInputs inputs =
        SampleLog.log()
            .engineBuilt()
            .inputs(SampleSettings.calibrator(CalibrationAlgorithm.ENTROPY_2));

    assertThat(
            SpokenFinding.examine(check, SampleNetwork.with(inputs, SampleNetwork.chain("Conv"))))
        .isEmpty();
  }

  @Test
  void quantizersWithoutCalibrationAreHowItShouldBe() {
    CaseInputs inputs = SampleLog.log().engineBuilt().inputs();

    assertThat(
            SpokenFinding.examine(
                check, SampleNetwork.with(inputs, SampleNetwork.chain("QuantizeLinear"))))
        .isEmpty();
  }
}
