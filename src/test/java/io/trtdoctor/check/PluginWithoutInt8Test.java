package io.trtdoctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginWithoutInt8Test {
  private final Check check = new PluginWithoutInt8();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2: [pluginV2Runner.cpp::getInputHostScale::88] Error Code 2: Internal Error (Assertion scales.size() == 1 failed. )",
        "9: [pluginV2Builder.cpp::reportPluginError::21] Error Code 9: Internal Error ((Unnamed Layer* 506) [PluginV2IOExt]: could not find any supported formats consistent with input/output data types)"
      })
  void anAssertionOfThePluginRunnerIsPossible(String message) {
    List<Finding> findings = SampleLog.log().error(message).examinedBy(check);

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(findings.get(0).effect()).isEqualTo(Effect.BREAKS);
    assertThat(findings.get(0).evidence()).extracting(e -> e.line()).containsExactly(1L);
  }

  @Test
  void pluginsThatTheLogNamesAreShown() {
    Finding finding =
        SampleLog.log()
            .fallback("Conv_1[Conv]")
            .fallback("Split_767[SplitPlugin]")
            .error(
                "[pluginV2Runner.cpp::getInputHostScale::88] (Assertion scales.size() == 1 failed.)")
            .examinedBy(check)
            .get(0);

    assertThat(finding.subjects())
        .extracting(s -> s.name())
        .containsExactly("Split_767[SplitPlugin]");
  }

  @Test
  void nodesOfAnotherDomainAreShown() {
    CaseInputs inputs = SampleLog.log().error("pluginV2Runner.cpp::getOutputHostScale").inputs();

    Finding finding =
        SpokenFinding.examine(
                check, SampleNetwork.with(inputs, SampleNetwork.chain("Conv", "NmsPlugin")))
            .get(0);

    assertThat(finding.subjects()).extracting(s -> s.name()).containsExactly("NmsPlugin_1");
  }

  @Test
  void theSameAssertionElsewhereIsNotOurs() {
    assertThat(
            SampleLog.log()
                .error(
                    "[pointWiseV2Builder.cpp::toExpr::325] (Assertion outScales.size() == 1 failed.)")
                .examinedBy(check))
        .isEmpty();
  }
}
