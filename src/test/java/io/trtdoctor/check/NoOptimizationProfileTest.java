package io.trtdoctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoOptimizationProfileTest {
  private final Check check = new NoOptimizationProfile();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4: [network.cpp::validate::2919] Error Code 4: Internal Error (Network has dynamic or shape inputs, but no optimization profile has been defined.)",
        "Network has dynamic or shape inputs, but no optimization profile has been defined.",
        "4: [network.cpp::validate::2984] Error Code 4: Internal Error (inputT1: optimization profile is missing values for shape input)"
      })
  void aMissingProfileIsEvident(String message) {
    List<Finding> findings = SampleLog.log().error(message).examinedBy(check);

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(findings.get(0).effect()).isEqualTo(Effect.BREAKS);
    assertThat(findings.get(0).evidence()).extracting(e -> e.line()).containsExactly(1L);
  }

  @Test
  void theInputIsNamedByTheLog() {
    Finding finding =
        SampleLog.log()
            .error(
                "Error Code 4: Internal Error (inputT1: optimization profile is missing values for shape input)")
            .examinedBy(check)
            .get(0);

    assertThat(finding.subjects()).extracting(s -> s.name()).containsExactly("inputT1");
  }

  @Test
  void theModelTellsWhichInputsAreDynamic() {
    CaseInputs inputs = SampleLog.log().error("no optimization profile has been defined.").inputs();

    Finding finding =
        SpokenFinding.examine(check, SampleNetwork.with(inputs, SampleNetwork.chain("Conv")))
            .get(0);

    assertThat(finding.subjects()).extracting(s -> s.name()).containsExactly("images");
    assertThat(finding.remedies().get(0).snippets().values())
        .allSatisfy(snippet -> assertThat(snippet).contains("images"));
  }

  @Test
  void anotherValidationErrorIsNotOurs() {
    assertThat(SampleLog.log().error("Error Code 4: Layer x failed validation").examinedBy(check))
        .isEmpty();
  }
}
