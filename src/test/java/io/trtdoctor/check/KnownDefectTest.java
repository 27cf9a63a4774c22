package io.trtdoctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownDefectTest {
  private static final String CONCAT =
      "2: [graph.cpp::getDefinition::336] Error Code 2: Internal Error (Assertion mIndex >= 0"
          + " failed.symbol is not concrete)";

  private final Check check = new KnownDefect();

  @ParameterizedTest
  @ValueSource(
      strings = {
        CONCAT,
        "[weightConvertors.cpp::computeStaticKernelScales::440] Error Code 2: Internal Error (Assertion !hasResidualOrExtraJitInput || !isOutInt8 failed.",
        "[checkSanity.cpp::checkLinks::218] Error Code 2: Internal Error (Assertion item.second != nullptr failed. region should have been removed)",
        "Assertion !n->candidateRequirements.empty() failed. No supported formats for /model/Reshape_24"
      })
  void theAssertionAloneIsPossible(String message) {
    assertThat(SampleLog.log().error(message).examinedBy(check))
        .extracting(Finding::certainty)
        .containsExactly(Certainty.POSSIBLE);
  }

  @Test
  void theAssertionInAVersionWithTheDefectIsStillOnlyPossible() {
    Finding finding = SampleLog.log().version(8, 2, 0).error(CONCAT).examinedBy(check).get(0);

    assertThat(finding.certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(SpokenFinding.english(finding)).contains("8.4.0", "TensorRT 8.2.0");
  }

  @Test
  void aVersionThatWasMendedHasAnotherCause() {
    assertThat(SampleLog.log().version(8, 6, 1).error(CONCAT).examinedBy(check)).isEmpty();
  }

  @Test
  void aConvolutionWithoutFormatsIsNotTheReshapeDefect() {
    assertThat(SampleLog.log().error("No supported formats for /stem/conv/Conv").examinedBy(check))
        .isEmpty();
  }
}
