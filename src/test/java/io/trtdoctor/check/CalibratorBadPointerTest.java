package io.trtdoctor.check;

import static io.trtdoctor.check.LogText.ERROR;
import static io.trtdoctor.check.LogText.STARTING;
import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibratorBadPointerTest {
  private final Check check = new CalibratorBadPointer();

  private static final String ILLEGAL =
      "Error Code 1: Cuda Runtime (an illegal memory access was encountered)";
  private static final String IN_CALIBRATOR = ERROR + "1: [calibrator.cpp::add::793] " + ILLEGAL;
  private static final String CLEAN_UP =
      ERROR + "1: [resizingAllocator.cpp::deallocate::105] " + ILLEGAL;

  @Test
  void anIllegalAccessInTheCalibratorIsEvident() {
    assertThat(LogText.of(STARTING, IN_CALIBRATOR, CLEAN_UP).foundBy(check).certainty())
        .isEqualTo(Certainty.EVIDENT);
  }

  @Test
  void allLaterErrorsFollowFromIt() {
    Finding finding = LogText.of(STARTING, IN_CALIBRATOR, CLEAN_UP, CLEAN_UP).foundBy(check);

    assertThat(finding.followedBy()).extracting(Evidence::line).containsExactly(3L, 4L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2: [calibrator.cu::absTensorMax::141] Error Code 2: Internal Error (Assertion memory !="
            + " nullptr failed. memory must be valid if nbElem != 0)",
        "IExecutionContext::executeV2: Error Code 3: API Usage Error (Parameter check failed,"
            + " condition: nullPtrAllowed. Tensor \"input\" is bound to nullptr, which is allowed"
            + " only for an empty input tensor)"
      })
  void aNullPointerIsEvident(String error) {
    assertThat(LogText.of(STARTING, ERROR + error).foundBy(check).certainty())
        .isEqualTo(Certainty.EVIDENT);
  }

  @Test
  void anIllegalAccessElsewhereIsPossibleWhileCalibrationBegins() {
    String elsewhere = ERROR + "1: [executionContext.cpp::executeInternal::966] " + ILLEGAL;

    assertThat(LogText.of(STARTING, elsewhere).foundBy(check).certainty())
        .isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void errorsOfCleanUpAloneDoNotShowIt() {
    assertThat(LogText.of(CLEAN_UP, CLEAN_UP).examinedBy(check)).isEmpty();
  }
}
