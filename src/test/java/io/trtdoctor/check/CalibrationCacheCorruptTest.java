package io.trtdoctor.check;

import static io.trtdoctor.check.LogText.CACHE_READ;
import static io.trtdoctor.check.LogText.ENGINE;
import static io.trtdoctor.check.LogText.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import org.junit.jupiter.api.Test;

class CalibrationCacheCorruptTest {
  private final Check check = new CalibrationCacheCorrupt();

  private static final String UNPARSABLE =
      WARNING
          + "Could not parse the following line from the calibration cache: \"%%garbage%%\". Lines"
          + " are expected to be of the form: [tensor-name]: [scale]";

  @Test
  void aLineTensorRtCouldNotParseIsEvident() {
    Finding finding = LogText.of(CACHE_READ, UNPARSABLE, ENGINE).foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(finding.effect()).isEqualTo(Effect.DEGRADES);
  }

  @Test
  void aLineWeCannotReadIsEvidentWithoutALog() {
    Finding finding =
        LogText.none()
            .cache("TRT-8601-EntropyCalibration2", "input: 3c010a14", "%%garbage%%")
            .foundBy(check);

    assertThat(finding.firstLine()).isEqualTo(3);
  }

  @Test
  void aCacheThatReadsWellIsNotCorrupt() {
    assertThat(
            LogText.of(CACHE_READ, ENGINE)
                .cache("TRT-8601-EntropyCalibration2", "a: b: 3c010a14")
                .examinedBy(check))
        .isEmpty();
  }
}
