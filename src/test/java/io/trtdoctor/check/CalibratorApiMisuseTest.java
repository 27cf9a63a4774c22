package io.trtdoctor.check;

import static io.trtdoctor.check.LogText.ERROR;
import static io.trtdoctor.check.LogText.LOOKUP_FAILED;
import static io.trtdoctor.check.LogText.STARTING;
import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibratorApiMisuseTest {
  private final Check check = new CalibratorApiMisuse();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[ERROR] Exception caught in get_batch(): Unable to cast Python instance to C++ type",
        "[ERROR] Exception caught in read_calibration_cache(): boom",
        "RuntimeError: Tried to call pure virtual function \"IInt8EntropyCalibrator2::get_batch\""
      })
  void aCallbackThatRaisedIsEvident(String line) {
    assertThat(LogText.of(STARTING, line, LOOKUP_FAILED).foundBy(check).certainty())
        .isEqualTo(Certainty.EVIDENT);
  }

  @Test
  void aWrongReturnValueIsPossible() {
    assertThat(
            LogText.of("TypeError: Object of type 'NoneType' is not an instance of 'buffer'")
                .foundBy(check)
                .certainty())
        .isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void anExceptionOfAnotherKindIsNotTheCalibrators() {
    assertThat(
            LogText.of("TypeError: unsupported operand type(s) for +", ERROR + "x")
                .examinedBy(check))
        .isEmpty();
  }
}
