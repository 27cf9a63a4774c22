package io.trtdoctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Int64WeightsTest {
  private final Check check = new Int64Weights();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "onnx2trt_utils.cpp:374: Your ONNX model has been generated with INT64 weights, while TensorRT does not",
        "onnx2trt_utils.cpp:400: One or more weights outside the range of INT32 was clamped"
      })
  void theCastIsARemarkAlsoInAFailedBuild(String message) {
    List<Finding> findings = SampleLog.log().warning(message).error("Error").examinedBy(check);

    assertThat(findings).extracting(Finding::effect).containsExactly(Effect.NOTES);
  }

  @Test
  void aLogWithoutThemHasNoFinding() {
    assertThat(SampleLog.log().warning("weights").examinedBy(check)).isEmpty();
  }
}
