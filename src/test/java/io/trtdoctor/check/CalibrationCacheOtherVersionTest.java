package io.trtdoctor.check;

import static io.trtdoctor.check.LogText.CACHE_READ;
import static io.trtdoctor.check.LogText.ENGINE;
import static io.trtdoctor.check.LogText.LOOKUP_FAILED;
import static io.trtdoctor.check.LogText.POST_PROCESSED_NOTHING;
import static io.trtdoctor.check.LogText.STARTING;
import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import org.junit.jupiter.api.Test;

class CalibrationCacheOtherVersionTest {
  private final Check check = new CalibrationCacheOtherVersion();

  private static final String TENSORRT_10 =
      "&&&& RUNNING TensorRT.trtexec [TensorRT v100600] [b26] # trtexec";

  @Test
  void anotherMajorVersionIsSuspectWhereNoScaleArrived() {
    Finding finding =
        LogText.of(TENSORRT_10, STARTING, POST_PROCESSED_NOTHING, LOOKUP_FAILED)
            .cache("TRT-8600-EntropyCalibration2", "input: 3c010a14")
            .foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(finding.effect()).isEqualTo(Effect.BREAKS);
  }

  @Test
  void aCacheThatWasReadAllTheSameIsOnlyARemark() {
    Finding finding =
        LogText.of(TENSORRT_10, CACHE_READ, ENGINE)
            .cache("TRT-8600-EntropyCalibration2", "input: 3c010a14")
            .foundBy(check);

    assertThat(finding.effect()).isEqualTo(Effect.NOTES);
  }

  @Test
  void theSameVersionIsNoFinding() {
    assertThat(
            LogText.of(TENSORRT_10, LOOKUP_FAILED)
                .cache("TRT-100600-EntropyCalibration2", "input: 3c010a14")
                .examinedBy(check))
        .isEmpty();
  }
}
