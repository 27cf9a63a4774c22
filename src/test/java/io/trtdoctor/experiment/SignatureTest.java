package io.trtdoctor.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2: Assertion !n->candidateRequirements.empty() failed. No supported formats for /a/Conv"
            + "| 2: [optimizer.cpp::getFormatRequirements::3154] Error Code 2: Internal Error"
            + " (Assertion !n->candidateRequirements.empty() failed. No supported formats for"
            + " /b/conv/Conv)",
        "1: Unexpected exception _Map_base::at | Unexpected exception _Map_base::at",
        "3: /Concat: cannot use precision Int8 for layer that computes indices"
            + "| IBuilder::buildSerializedNetwork: Error Code 3: API Usage Error"
            + " (/b/Concat_2: cannot use precision Int8 for layer that computes indices)",
        "10: Could not find any implementation for node /conv0 + PWN(PWN(/sig0), /mul0)."
            + "| 10: [optimizer.cpp::computeCosts::3869] Error Code 10: Internal Error (Could not"
            + " find any implementation for node /conv1 + PWN(PWN(/sig1), /mul1).)",
      })
  void theSameFailureOfOtherLayersAndLinesHasTheSameSignature(String one, String other) {
    assertThat(Signature.of(one)).isEqualTo(Signature.of(other));
    assertThat(Pattern.compile(Signature.of(one).pattern()).matcher(other).find()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10: Could not find any implementation for node {ForeignNode[/a/B]} due to insufficient"
            + " workspace. | 10: Could not find any implementation for node {ForeignNode[/a/B]}.",
        "1: Unexpected exception _Map_base::at"
            + "| 1: Unexpected exception NVRTC error: NVRTC_ERROR_COMPILATION",
        "2: [quantization.cpp::DynamicRange::74] Error Code 2: Internal Error (Assertion min_ <="
            + " max_ failed. )"
            + "| 2: [calibrator.cpp::calibrateEngine::1181] Error Code 2: Internal Error (Assertion"
            + " context->executeV2(&bindings[0]) failed. )",
      })
  void otherFailuresHaveOtherSignatures(String one, String other) {
    assertThat(Signature.of(one)).isNotEqualTo(Signature.of(other));
  }
}
