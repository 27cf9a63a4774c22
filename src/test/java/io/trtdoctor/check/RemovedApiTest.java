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

class RemovedApiTest {
  private final Check check = new RemovedApi();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AttributeError: module 'tensorrt' has no attribute 'IInt8Calibrator'",
        "AttributeError: type object 'tensorrt.tensorrt.BuilderFlag' has no attribute 'INT8'",
        "AttributeError: 'tensorrt_bindings.tensorrt.IBuilderConfig' object has no attribute 'max_workspace_size'",
        "AttributeError: 'tensorrt.tensorrt.Builder' object has no attribute 'build_cuda_engine'",
        "calib.h:12:38: error: 'IInt8EntropyCalibrator2' is not a member of 'nvinfer1'",
        "error: 'class nvinfer1::IBuilderConfig' has no member named 'setInt8Calibrator'",
        "Unknown option: --calib=calibration.cache"
      })
  void aNameThatIsGoneIsEvident(String message) {
    List<Finding> findings = SampleLog.log().outside(message).examinedBy(check);

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(findings.get(0).effect()).isEqualTo(Effect.BREAKS);
    assertThat(findings.get(0).evidence()).extracting(e -> e.line()).containsExactly(1L);
  }

  @ParameterizedTest
  @CsvSource({"IInt8MinMaxCalibrator,11", "num_bindings,10", "int8_mode,8"})
  void theVersionWithoutItIsSaid(String name, int version) {
    Finding finding =
        SampleLog.log()
            .outside("AttributeError: module 'tensorrt' has no attribute '" + name + "'")
            .examinedBy(check)
            .get(0);

    assertThat(SpokenFinding.english(finding))
        .contains(name + " is gone since TensorRT " + version);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AttributeError: module 'tensorrt' has no attribute 'Logger'",
        "AttributeError: 'NoneType' object has no attribute 'create_execution_context'",
        "error: 'foo' was not declared in this scope"
      })
  void aNameThatTensorRtStillHasIsNotOurs(String text) {
    assertThat(SampleLog.log().outside(text).examinedBy(check)).isEmpty();
  }

  @Test
  void aVersionThatStillHasItSpeaksAgainst() {
    assertThat(
            SampleLog.log()
                .version(8, 6, 1)
                .outside("AttributeError: module 'tensorrt' has no attribute 'IInt8Calibrator'")
                .examinedBy(check))
        .isEmpty();
  }

  @Test
  void anotherClassMayLackAMemberOfTheSameName() {
    assertThat(
            SampleLog.log()
                .outside("error: 'class Config' has no member named 'precision'")
                .examinedBy(check))
        .isEmpty();
  }
}
