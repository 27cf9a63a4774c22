package io.trtdoctor.check;

import static io.trtdoctor.check.LogText.BATCH;
import static io.trtdoctor.check.LogText.ENGINE;
import static io.trtdoctor.check.LogText.ERROR;
import static io.trtdoctor.check.LogText.STARTING;
import static io.trtdoctor.check.LogText.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding.Effect;
import org.junit.jupiter.api.Test;

class NoCalibrationProfileTest {
  private final Check check = new NoCalibrationProfile();

  private static final String PROFILE_0 =
      WARNING + "Calibration Profile is not defined. Calibrating with Profile 0";

  @Test
  void profile0IsNoFault() {
    assertThat(LogText.of(PROFILE_0, STARTING, BATCH, ENGINE).foundBy(check).effect())
        .isEqualTo(Effect.NOTES);
  }

  @Test
  void aBuildThatStopsThereLacksTheProfile() {
    String error = ERROR + "4: [network.cpp::validate::2738] Error Code 4: Internal Error (bad)";

    assertThat(LogText.of(PROFILE_0, error).foundBy(check).effect()).isEqualTo(Effect.BREAKS);
  }

  @Test
  void anAssertionOfTensorRt7IsPossible() {
    assertThat(
            LogText.of(ERROR + "Parameter check failed (Assertion failed: d.nbDims >= 1)")
                .foundBy(check)
                .certainty())
        .isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void aCalibrationThatSaysNothingOfProfilesIsFine() {
    assertThat(LogText.of(STARTING, BATCH, ENGINE).examinedBy(check)).isEmpty();
  }
}
