package io.trtdoctor.check;

import static io.trtdoctor.check.LogText.BATCH;
import static io.trtdoctor.check.LogText.CACHE_READ;
import static io.trtdoctor.check.LogText.ENGINE;
import static io.trtdoctor.check.LogText.POST_PROCESSED;
import static io.trtdoctor.check.LogText.STARTING;
import static io.trtdoctor.check.LogText.inEffect;
import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.finding.Subject;
import org.junit.jupiter.api.Test;

class CalibrationOverflowTest {
  private static final String MATMUL =
      "/stages/stages.3/blocks/blocks.2/context_module/main/MatMul_1_output_0";
  private static final String INFF = "activation_8(34): error: identifier \"inff\" is undefined";

  /** As TensorRT 8.6.1 and its kernel compiler print it. */
  static final String[] KERNEL = {
    INFF,
    "      dst0 = tmp * inff;",
    "                   ^",
    "",
    "1 error detected in the compilation of \"activation_8\".",
    "",
    "ERROR 1: Unexpected exception NVRTC error: NVRTC_ERROR_COMPILATION"
  };

  private final Check check = new CalibrationOverflow();

  private static LogText log(String... before) {
    String[] lines = new String[before.length + KERNEL.length];
    System.arraycopy(before, 0, lines, 0, before.length);
    System.arraycopy(KERNEL, 0, lines, before.length, KERNEL.length);
    return LogText.of(lines);
  }

  private static LogText overflown() {
    return log(
        STARTING,
        BATCH,
        POST_PROCESSED,
        inEffect("input", "0.02"),
        inEffect(MATMUL, "inf"),
        inEffect("/a", "0"),
        inEffect("/b", "0"),
        inEffect("/c", "0"));
  }

  @Test
  void anInfiniteScaleAfterACalibrationIsEvidentAndBreaksTheKernel() {
    Finding finding = overflown().foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(finding.effect()).isEqualTo(Effect.BREAKS);
    assertThat(finding.subjects()).extracting(Subject::name).containsExactly(MATMUL);
    assertThat(finding.evidence()).extracting(Evidence::text).contains(INFF);
  }

  @Test
  void theZerosBehindItAreNotBlamedOnTheData() {
    assertThat(overflown().examinedBy(new CalibrationDataDegenerate())).isEmpty();
  }

  @Test
  void noCacheIsBlamedForWhatTheBuildWorkedOutItself() {
    assertThat(overflown().examinedBy(new CalibrationCacheBadScale())).isEmpty();
  }

  @Test
  void anEngineWithAnInfiniteScaleIsOfLittleUse() {
    Finding finding =
        LogText.of(STARTING, BATCH, POST_PROCESSED, inEffect(MATMUL, "inf"), ENGINE).foundBy(check);

    assertThat(finding.effect()).isEqualTo(Effect.DEGRADES);
  }

  @Test
  void theKernelAloneIsPossibleSinceAZeroScaleDoesThatToo() {
    LogText log = log(STARTING, BATCH, POST_PROCESSED);

    assertThat(log.foundBy(check).certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(log.foundBy(new CalibrationDataDegenerate()).certainty())
        .isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void aKernelBehindScalesOfZeroIsNoOverflow() {
    assertThat(log(STARTING, BATCH, POST_PROCESSED, inEffect("/a", "0")).examinedBy(check))
        .isEmpty();
  }

  @Test
  void scalesOutOfACacheAreTheCaches() {
    assertThat(log(CACHE_READ, inEffect(MATMUL, "inf")).examinedBy(check)).isEmpty();
  }
}
