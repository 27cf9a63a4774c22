package io.trtdoctor.check;

import static io.trtdoctor.check.LogText.CACHE_READ;
import static io.trtdoctor.check.LogText.ERROR;
import static io.trtdoctor.check.LogText.inEffect;
import static io.trtdoctor.check.LogText.missing;
import static io.trtdoctor.check.LogText.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FusedOutputWithoutScaleTest {
  private final Check check = new FusedOutputWithoutScale();

  private static final String BLOCK = "/conv0 + PWN(PWN(/sig0), /mul0)";
  private static final String UNIMPLEMENTED =
      ERROR + "10: Could not find any implementation for node " + BLOCK + ".";

  @Test
  void aBlockWhoseOutputAloneLacksItsScaleIsEvident() {
    Finding finding =
        LogText.of(
                CACHE_READ,
                inEffect("input", "0.03"),
                missing("m0"),
                rejected(BLOCK, "m0", "output"),
                UNIMPLEMENTED)
            .foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(finding.subjects()).extracting(Subject::name).containsExactly("m0", BLOCK);
  }

  @Test
  void theScaleIsAskedForByTheTensorsOwnName() {
    Finding finding =
        LogText.of(inEffect("input", "0.03"), rejected(BLOCK, "m0", "output"), UNIMPLEMENTED)
            .foundBy(check);

    assertThat(finding.remedies().get(0).snippets().values())
        .anySatisfy(snippet -> assertThat(snippet).contains("m0"));
  }

  @Test
  void aBlockWhoseInputLacksItsScaleTooIsAnotherMatter() {
    assertThat(
            LogText.of(
                    inEffect("x", "0.03"),
                    rejected(BLOCK, "input", "input"),
                    rejected(BLOCK, "m0", "output"),
                    UNIMPLEMENTED)
                .examinedBy(check))
        .isEmpty();
  }

  @Test
  void theUsualNameOfTheOutputIsEnoughWhereNothingIsSaidOfInt8Kernels() {
    String node = "/stem/Conv + PWN(PWN(/act/Sigmoid), /act/Mul)";

    Finding finding =
        LogText.of(
                inEffect("input", "0.03"),
                missing("/act/Mul_output_0"),
                ERROR
                    + "Error Code 10: Internal Error (Could not find any implementation for node "
                    + node
                    + ".)")
            .foundBy(check);

    assertThat(finding.subjects()).extracting(Subject::name).contains("/act/Mul_output_0", node);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/up/ConvTranspose + PWN(/act/LeakyRelu) | /act/LeakyRelu_output_0",
        "/conv/Conv + PWN(PWN(/act/Sigmoid), PWN(/act/Mul)) | /act/Mul_output_0",
        "/conv/Conv + PWN(PWN(PWN(/act/Softplus), PWN(/act/Tanh)), PWN(/act/Mul)) | /act/Mul_output_0",
        "/conv/Conv + PWN(PWN(/act/Erf), PWN((Unnamed Layer* 9) [Constant] + /act/Mul_1))"
            + " | /act/Mul_1_output_0"
      })
  void theLastLayerOfABlockGivesItsOutput(String node, String tensor) {
    Finding finding =
        LogText.of(
                inEffect("input", "0.03"),
                missing(tensor),
                ERROR + "10: Could not find any implementation for node " + node + ".")
            .foundBy(check);

    assertThat(finding.subjects()).extracting(Subject::name).contains(tensor, node);
  }

  @Test
  void withoutAWordOfScalesItIsNotNamed() {
    assertThat(LogText.of(UNIMPLEMENTED).examinedBy(check)).isEmpty();
  }

  @Test
  void aBlockThatReadsTheOutputOfAnEarlierOneLacksTheScaleOfThatOutput() {
    String earlier = "/conv0 + PWN(PWN(/sig0), /mul0)";
    String node = "/conv1 + PWN(PWN(/sig1), /mul1)";

    Finding finding =
        LogText.of(
                CACHE_READ,
                inEffect("input", "0.03"),
                missing("m0"),
                missing("m1"),
                rejected(earlier, "m0", "output"),
                rejected(node, "m0", "input"),
                ERROR + "10: Could not find any implementation for node " + node + ".")
            .foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(finding.subjects()).extracting(Subject::name).containsExactly("m0", node);
  }

  @Test
  void anEarlierBlockWithoutAScaleAtItsInputEitherExplainsNothing() {
    String node = "/conv1 + PWN(PWN(/sig1), /mul1)";

    assertThat(
            LogText.of(
                    inEffect("x", "0.03"),
                    rejected(BLOCK, "input", "input"),
                    rejected(BLOCK, "m0", "output"),
                    rejected(node, "m0", "input"),
                    ERROR + "10: Could not find any implementation for node " + node + ".")
                .examinedBy(check))
        .isEmpty();
  }
}
