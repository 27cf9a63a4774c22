package io.trtdoctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConstraintOnIndexLayerTest {
  private final Check check = new ConstraintOnIndexLayer();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3: /main/Concat_1: cannot use precision Int8 for layer that computes indices",
        "A shape layer can only run in INT32 precision",
        "(Unnamed Layer* 8) [Constant]: cannot use precision Float with weights of type Int32"
      })
  void aRefusedPrecisionIsEvident(String message) {
    List<Finding> findings = SampleLog.log().error(message).examinedBy(check);

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(findings.get(0).effect()).isEqualTo(Effect.BREAKS);
    assertThat(findings.get(0).evidence()).extracting(e -> e.line()).containsExactly(1L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3: /main/Concat_1: cannot use precision Int8 for layer that computes indices | /main/Concat_1",
        "(Unnamed Layer* 8) [Constant]: cannot use precision Float with weights of type Int32 | (Unnamed Layer* 8) [Constant]",
        "3: [network.cpp::validate::1] Error Code 3: API Usage Error (Concat_7: cannot use precision Half for layer that computes indices) | Concat_7"
      })
  void theLayerIsNamed(String message, String layer) {
    Finding finding = SampleLog.log().error(message).examinedBy(check).get(0);

    assertThat(finding.subjects()).extracting(s -> s.name()).containsExactly(layer);
  }

  @Test
  void warningsInABuildThatCameOutAreARemark() {
    List<Finding> findings =
        SampleLog.log()
            .warning("/main/Concat_3: shape tensor output from layer must be Bool, Int32, or Float")
            .engineBuilt()
            .examinedBy(check);

    assertThat(findings).extracting(Finding::effect).containsExactly(Effect.NOTES);
    assertThat(findings.get(0).subjects())
        .extracting(s -> s.name())
        .containsExactly("/main/Concat_3");
  }

  @Test
  void anotherFailedValidationIsNotOurs() {
    assertThat(SampleLog.log().error("4: Layer x failed validation").examinedBy(check)).isEmpty();
  }
}
