package io.trtdoctor.check;

import static io.trtdoctor.check.LogText.CACHE_READ;
import static io.trtdoctor.check.LogText.inEffect;
import static io.trtdoctor.check.LogText.missing;
import static io.trtdoctor.check.LogText.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Subject;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CalibrationCacheForeignTest {
  private final Check check = new CalibrationCacheForeign();

  private static final String[] STRANGE = {
    "TRT-8601-EntropyCalibration2", "a: 3c010a14", "b: 3c010a14", "c: 3c010a14", "t0: 3c010a14"
  };

  @Test
  void entriesThatNameNoTensorOfTheModelAreEvident() {
    Finding finding =
        LogText.none().network(SampleNetwork.chain("Conv", "Relu")).cache(STRANGE).foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(finding.subjects()).extracting(Subject::name).contains("a", "b", "c");
  }

  @Test
  void aVerboseLogTellsTheNamesAsWell() {
    Finding finding =
        LogText.of(CACHE_READ, inEffect("t0", "0.01"), missing("t1"), missing("t2"))
            .cache(STRANGE)
            .foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.EVIDENT);
  }

  @Test
  void theLogAloneMakesItPossibleWhereHardlyAnyTensorIsCovered() {
    String[] log =
        Stream.concat(
                Stream.of(CACHE_READ, inEffect("input", "0.01")),
                IntStream.range(0, 40).mapToObj(i -> missing("/conv" + i + "/Conv_output_0")))
            .toArray(String[]::new);
    log[41] = rejected("/conv9/Conv", "/conv5/Conv_output_0", "input");

    assertThat(LogText.of(log).foundBy(check).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void aCacheOfThisNetworkIsNotForeign() {
    assertThat(
            LogText.none()
                .network(SampleNetwork.chain("Conv", "Relu"))
                .cache("TRT-8601-EntropyCalibration2", "images: 3c010a14", "t0: 3c010a14")
                .examinedBy(check))
        .isEmpty();
  }
}
