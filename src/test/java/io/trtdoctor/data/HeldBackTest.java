package io.trtdoctor.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.probe.Batches;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeldBackTest {
  private static Batches.Files files(int count) {
    return new Batches.Files(
        Stream.generate(() -> new Batches.Sample(Map.of())).limit(count).toList());
  }

  @ParameterizedTest
  @CsvSource({"10,9,1", "39,36,3", "500,492,8"})
  void aTenthOfTheSamplesIsHeldBackButNoMoreThanEight(int all, int calibration, int heldBack) {
    HeldBack data = HeldBack.of(files(all));

    assertThat(data.calibration().count()).isEqualTo(calibration);
    assertThat(data.samples().count()).isEqualTo(heldBack);
  }

  @Test
  void ofFewSamplesNoneIsHeldBack() {
    HeldBack data = HeldBack.of(files(9));

    assertThat(data.calibration().count()).isEqualTo(9);
    assertThat(data.samples()).isInstanceOf(Batches.Synthetic.class);
  }

  @Test
  void syntheticSamplesAreJudgedByOthersOfTheirKind() {
    HeldBack data = HeldBack.of(Batches.Synthetic.normal(7, 2));

    assertThat(data.calibration()).isEqualTo(Batches.Synthetic.normal(7, 2));
    assertThat(data.samples()).isEqualTo(Batches.Synthetic.normal(8, 4));
  }
}
