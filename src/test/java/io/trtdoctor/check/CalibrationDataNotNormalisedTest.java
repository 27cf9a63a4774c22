package io.trtdoctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrationDataNotNormalisedTest {
  private final Check check = new CalibrationDataNotNormalised();

  private static LogText data(SampleData data, String... operators) {
    return data.alone().network(SampleNetwork.chain(operators)).data(data.audit());
  }

  @Test
  void rawPixelsBeforeAConvolutionArePossible() {
    Finding finding = data(new SampleData().samples(2, 0, 255), "Conv").foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(finding.effect()).isEqualTo(Effect.DEGRADES);
    assertThat(SpokenFinding.english(finding)).contains("from 0 to 255", "The layer Conv_0");
  }

  @ParameterizedTest
  @CsvSource({"Sub", "Div", "Mul", "BatchNormalization"})
  void aNetworkThatNormalisesByItselfTakesThem(String operator) {
    assertThat(data(new SampleData().sample(0, 255), operator, "Conv").examinedBy(check)).isEmpty();
  }

  @Test
  void whatOnlyMovesValuesIsLookedThrough() {
    assertThat(data(new SampleData().sample(0, 255), "Cast", "Pad", "Conv").examinedBy(check))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "-2.1, 2.6", "-128, 127", "0, 65535"})
  void otherRangesAreNoFinding(double least, double greatest) {
    assertThat(data(new SampleData().sample(least, greatest), "Conv").examinedBy(check)).isEmpty();
  }
}
