package io.trtdoctor.check;

import static io.trtdoctor.check.LogText.ERROR;
import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import org.junit.jupiter.api.Test;

class ContextLostTest {
  private final Check check = new ContextLost();

  private static final String ILLEGAL =
      "Error Code 1: Cuda Runtime (an illegal memory access was encountered)";

  @Test
  void errorsOfCleanUpAloneShowALostContext() {
    Finding finding =
        LogText.of(
                ERROR + "1: [resizingAllocator.cpp::deallocate::105] " + ILLEGAL,
                ERROR + "1: [cudaResources.cpp::~ScopedCudaStream::47] " + ILLEGAL)
            .foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(finding.followedBy()).hasSize(1);
  }

  @Test
  void anAccessElsewhereMayBeTheFirstOne() {
    assertThat(
            LogText.of(ERROR + "1: [executionContext.cpp::executeInternal::966] " + ILLEGAL)
                .foundBy(check)
                .certainty())
        .isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void whereTheCalibratorFailedFirstThatIsTheCause() {
    assertThat(
            LogText.of(
                    ERROR + "1: [calibrator.cpp::add::793] " + ILLEGAL,
                    ERROR + "1: [resizingAllocator.cpp::deallocate::105] " + ILLEGAL)
                .examinedBy(check))
        .isEmpty();
  }
}
