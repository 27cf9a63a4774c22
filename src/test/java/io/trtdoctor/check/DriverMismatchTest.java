package io.trtdoctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriverMismatchTest {
  private final Check check = new DriverMismatch();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CUDA initialization failure with error: 35. Please check your CUDA installation",
        "Cuda failure: CUDA driver version is insufficient for CUDA runtime version",
        "CUDA initialization failure with error: 803",
        "Error 804: forward compatibility was attempted on non supported HW",
        "the provided PTX was compiled with an unsupported toolchain."
      })
  void aDriverThatCudaRefusesIsEvident(String message) {
    List<Finding> findings = SampleLog.log().error(message).examinedBy(check);

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(findings.get(0).effect()).isEqualTo(Effect.BREAKS);
    assertThat(findings.get(0).evidence()).extracting(e -> e.line()).containsExactly(1L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CUDA initialization failure with error: 100",
        "CUDA initialization failure with error: 350"
      })
  void otherErrorNumbersAreNotOurs(String message) {
    assertThat(SampleLog.log().error(message).examinedBy(check)).isEmpty();
  }
}
