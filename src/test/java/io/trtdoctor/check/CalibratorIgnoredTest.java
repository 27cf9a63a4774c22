package io.trtdoctor.check;

import static io.trtdoctor.check.LogText.BATCH;
import static io.trtdoctor.check.LogText.CACHE_READ;
import static io.trtdoctor.check.LogText.ENGINE;
import static io.trtdoctor.check.LogText.POST_PROCESSED;
import static io.trtdoctor.check.LogText.STARTING;
import static io.trtdoctor.check.LogText.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.CalibrationAlgorithm;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CalibratorIgnoredTest {
  private static final String EXPLICIT =
      WARNING
          + "Calibrator won't be used in explicit precision mode. Use quantization aware training"
          + " to generate network with Quantize/Dequantize nodes.";

  private final Check check = new CalibratorIgnored();

  @Test
  void theBuilderIgnoresTheCalibratorOfTheSettings() {
    Finding finding =
        LogText.of(EXPLICIT, ENGINE)
            .settings(SampleSettings.calibrator(CalibrationAlgorithm.ENTROPY_2))
            .foundBy(check);

    assertThat(finding.effect()).isEqualTo(Effect.DEGRADES);
    assertThat(finding.certainty()).isEqualTo(Certainty.EVIDENT);
  }

  @Test
  void theBuilderIgnoresACacheThatTheLogNames() {
    assertThat(LogText.of(CACHE_READ, EXPLICIT, ENGINE).foundBy(check).effect())
        .isEqualTo(Effect.DEGRADES);
  }

  @Test
  void withoutACalibratorTheLineIsARemark() {
    assertThat(LogText.of(EXPLICIT, ENGINE).foundBy(check).effect()).isEqualTo(Effect.NOTES);
  }

  @Test
  void aCalibratorWithoutTheInt8FlagHasNoEffect() {
    assertThat(LogText.none().settings(fp16AndCalibrator()).foundBy(check).certainty())
        .isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void aCalibrationThatRanWasNotIgnored() {
    assertThat(
            LogText.of(STARTING, BATCH, POST_PROCESSED)
                .settings(fp16AndCalibrator())
                .examinedBy(check))
        .isEmpty();
  }

  @Test
  void withTheFlagTheCalibratorIsUsed() {
    assertThat(
            LogText.none()
                .settings(SampleSettings.calibrator(CalibrationAlgorithm.ENTROPY_2))
                .examinedBy(check))
        .isEmpty();
  }

  private static BuildSettings fp16AndCalibrator() {
    BuildSettings known = SampleSettings.calibrator(CalibrationAlgorithm.ENTROPY_2);
    return new BuildSettings(
        Set.of(BuilderFlag.FP16),
        known.constraintMode(),
        known.constraints(),
        known.calibrator(),
        known.calibrationCache(),
        known.minShapes(),
        known.optShapes(),
        known.maxShapes(),
        known.workspaceBytes(),
        known.origins(),
        known.notUnderstood());
  }
}
