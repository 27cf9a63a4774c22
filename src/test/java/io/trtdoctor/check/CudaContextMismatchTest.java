package io.trtdoctor.check;

import static io.trtdoctor.check.LogText.ERROR;
import static io.trtdoctor.check.LogText.STARTING;
import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import org.junit.jupiter.api.Test;

class CudaContextMismatchTest {
  private final Check check = new CudaContextMismatch();

  @Test
  void noCurrentContextIsEvident() {
    assertThat(
            LogText.of(
                    STARTING,
                    "pycuda._driver.LogicError: explicit_context_dependent failed: invalid device"
                        + " context - no currently active context?")
                .foundBy(check)
                .certainty())
        .isEqualTo(Certainty.EVIDENT);
  }

  @Test
  void aForeignHandleIsPossible() {
    assertThat(
            LogText.of(STARTING, ERROR + "1: Error Code 1: Cuda Runtime (invalid resource handle)")
                .foundBy(check)
                .certainty())
        .isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void anIllegalAccessIsAnotherMatter() {
    assertThat(
            LogText.of(
                    STARTING, ERROR + "1: Cuda Runtime (an illegal memory access was encountered)")
                .examinedBy(check))
        .isEmpty();
  }
}
