package io.trtdoctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoGpuTest {
  private final Check check = new NoGpu();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CUDA initialization failure with error: 100. Please check your CUDA installation",
        "CUDA initialization failure with error 38",
        "Cuda failure: no CUDA-capable device is detected",
        "libjnicudart.so.12: libcuda.so.1: cannot open shared object file: No such file or directory"
      })
  void aMissingDeviceOrDriverIsEvident(String message) {
    List<Finding> findings = SampleLog.log().error(message).examinedBy(check);

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(findings.get(0).effect()).isEqualTo(Effect.BREAKS);
    assertThat(findings.get(0).evidence()).extracting(e -> e.line()).containsExactly(1L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CUDA initialization failure with error: 35",
        "CUDA initialization failure with error: 1000",
        "libcudnn.so.8: cannot open shared object file: No such file or directory"
      })
  void otherTroubleWithCudaIsNotOurs(String message) {
    assertThat(SampleLog.log().error(message).examinedBy(check)).isEmpty();
  }

  @Test
  void aProgramAroundTensorRtMaySayIt() {
    assertThat(
            SampleLog.log()
                .outside("RuntimeError: Found no NVIDIA driver on your system.")
                .examinedBy(check))
        .hasSize(1);
  }

  @Test
  void aBuildThatCameOutHadAGpu() {
    assertThat(
            SampleLog.log()
                .warning("no CUDA-capable device is detected")
                .engineBuilt()
                .examinedBy(check))
        .isEmpty();
  }
}
