package io.trtdoctor.check;

import static io.trtdoctor.check.LogText.BATCH;
import static io.trtdoctor.check.LogText.ENGINE;
import static io.trtdoctor.check.LogText.POST_PROCESSED;
import static io.trtdoctor.check.LogText.STARTING;
import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import org.junit.jupiter.api.Test;

class AccuracyDropTest {
  private final Check check = new AccuracyDrop();

  @Test
  void aFailedComparisonIsPossible() {
    Finding finding =
        LogText.of(
                ENGINE,
                "[E]     FAILED | Output: 'logits' | Difference exceeds tolerance (rel=1e-05, abs=1e-05)")
            .foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(finding.effect()).isEqualTo(Effect.DEGRADES);
  }

  @Test
  void aBuildSaysNothingOfAccuracy() {
    assertThat(LogText.of(STARTING, BATCH, POST_PROCESSED, ENGINE).examinedBy(check)).isEmpty();
  }
}
