package io.trtdoctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.data.DataAudit;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.graph.NetworkGraph;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The network of these tests reads 48 floats of a batch and writes as many: 384 bytes. */
class CalibrationBatchTooLargeTest {
  private final Check check = new CalibrationBatchTooLarge();
  private final DataAudit data = new SampleData().samples(4, -1, 1).audit();

  private List<Finding> found(LogText log, OptionalLong memory) {
    NetworkGraph network = SampleNetwork.chain("Relu", "Sigmoid");
    CaseInputs inputs = SampleNetwork.with(log.inputs(), network);
    return check.examine(inputs.withData(Optional.of(data)).withGpuMemory(memory));
  }

  @Test
  void aBatchThatCannotFitIsAPrediction() {
    Finding finding = found(LogText.none(), OptionalLong.of(300)).get(0);

    assertThat(finding.certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(finding.effect()).isEqualTo(Effect.BREAKS);
    assertThat(SpokenFinding.english(finding)).contains("Predicted", "Relu_0");
  }

  @Test
  void itIsEvidentOnceTheLogSaysThatMemoryRanOut() {
    LogText log = LogText.of(LogText.ERROR + "Error Code 2: OutOfMemory (no further information)");

    Finding finding = found(log, OptionalLong.of(300)).get(0);
    assertThat(finding.certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(SpokenFinding.english(finding))
        .contains("memory ran out")
        .doesNotContain("Predicted");
  }

  @Test
  void aBatchThatMayFitIsNone() {
    assertThat(found(LogText.none(), OptionalLong.of(400))).isEmpty();
  }

  @Test
  void nothingIsSaidOfAGpuThatIsNotKnown() {
    assertThat(found(LogText.none(), OptionalLong.empty())).isEmpty();
  }

  @Test
  void aBuildThatCameOutSpeaksAgainstIt() {
    LogText log = LogText.of(LogText.ENGINE);

    assertThat(found(log, OptionalLong.of(1))).isEmpty();
  }
}
