package io.trtdoctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code scripts/calibrator_spy.py} logs, as evidence. */
class WatchedCalibratorTest {
  private static final String SPY = "[calibrator-spy] ";
  private static final String NO_BATCH =
      SPY + "get_batch([\"input\"]) #0 -> None (no more batches)";
  private static final String GOOD = SPY + "get_batch([\"input\"]) #0 -> [0x7f52c0000000 device]";

  private static List<Finding> examine(Check check, String... lines) {
    return check.examine(LogText.of(lines).inputs());
  }

  @Test
  void aFirstCallWithoutABatchSufficesWhereTensorRtIsQuiet() {
    assertThat(examine(new CalibratorNoBatches(), NO_BATCH, LogText.LOOKUP_FAILED))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.certainty()).isEqualTo(Certainty.EVIDENT);
              assertThat(finding.evidence()).hasSize(2);
              assertThat(finding.evidence().get(0).line()).isEqualTo(1);
            });
  }

  @Test
  void anEmptyListIsNoBatchEither() {
    assertThat(
            examine(
                new CalibratorNoBatches(),
                SPY + "get_batch([\"input\"]) #4 -> [] (no more batches)",
                LogText.NO_SCALES))
        .extracting(Finding::certainty)
        .containsExactly(Certainty.EVIDENT);
  }

  @Test
  void theEndAfterABatchIsNoFault() {
    assertThat(
            examine(
                new CalibratorNoBatches(),
                GOOD,
                SPY + "get_batch([\"input\"]) #1 -> None (no more batches)",
                LogText.LOOKUP_FAILED))
        .noneMatch(finding -> finding.certainty() == Certainty.EVIDENT);
  }

  @Test
  void anEngineThatCameOutAcquitsTheCalibrator() {
    assertThat(examine(new CalibratorNoBatches(), NO_BATCH, LogText.ENGINE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get_batch([\"input\"]) #0 raised ValueError: cannot reshape array",
        "get_batch([\"input\"]) #0 -> NOT A LIST: int",
        "get_batch([\"input\"]) #0 -> [NOT AN ADDRESS: ndarray of shape (1, 3, 224, 224)]",
        "get_batch_size is NOT DEFINED by MyCalibrator",
        "read_calibration_cache() #0 raised FileNotFoundError: calib.cache",
      })
  void aMisusedCallbackIsEvident(String said) {
    assertThat(examine(new CalibratorApiMisuse(), SPY + said, LogText.LOOKUP_FAILED))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.certainty()).isEqualTo(Certainty.EVIDENT);
              assertThat(finding.effect()).isEqualTo(Effect.BREAKS);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"host, not registered", "null", "not a CUDA pointer"})
  void anAddressThatIsNoGpuMemoryIsEvident(String memory) {
    assertThat(
            examine(
                new CalibratorBadPointer(),
                SPY + "get_batch([\"input\"]) #0 -> [0x55d0c0ffee00 " + memory + "]",
                LogText.LOOKUP_FAILED))
        .extracting(Finding::certainty)
        .containsExactly(Certainty.EVIDENT);
  }

  @Test
  void pinnedHostMemoryIsOnlyPossible() {
    assertThat(
            examine(
                new CalibratorBadPointer(),
                SPY + "get_batch([\"input\"]) #0 -> [0x7f52c0000000 host]",
                LogText.LOOKUP_FAILED))
        .extracting(Finding::certainty)
        .containsExactly(Certainty.POSSIBLE);
  }

  @Test
  void gpuMemoryIsNoFault() {
    assertThat(examine(new CalibratorBadPointer(), GOOD, LogText.LOOKUP_FAILED)).isEmpty();
  }

  @Test
  void aSpysLineIsNotTakenIntoTheErrorBeforeIt() {
    assertThat(examine(new CalibratorNoBatches(), LogText.LOOKUP_FAILED, NO_BATCH))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.evidence()).extracting(e -> e.line()).containsExactly(1L, 2L));
  }
}
