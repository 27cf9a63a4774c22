package io.trtdoctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsymmetricZeroPointTest {
  private final Check check = new AsymmetricZeroPoint();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "builtin_op_importers.cpp:1235 In function QuantDequantLinearHelper: [6] Assertion failed: shiftIsAllZeros(zeroPoint) && \"TRT only supports symmetric quantization - zeroPt must be all zeros\"",
        "Non-zero zero point is not supported."
      })
  void aZeroPointThatTheParserRefusesIsEvident(String message) {
    List<Finding> findings = SampleLog.log().error(message).examinedBy(check);

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(findings.get(0).effect()).isEqualTo(Effect.BREAKS);
    assertThat(findings.get(0).evidence()).extracting(e -> e.line()).containsExactly(1L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Missing scale and zero-point for tensor x"})
  void aMissingScaleIsNotOurs(String message) {
    assertThat(SampleLog.log().error(message).examinedBy(check)).isEmpty();
  }
}
