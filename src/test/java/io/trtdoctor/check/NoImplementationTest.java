package io.trtdoctor.check;

import static io.trtdoctor.check.LogText.BATCH;
import static io.trtdoctor.check.LogText.ERROR;
import static io.trtdoctor.check.LogText.POST_PROCESSED;
import static io.trtdoctor.check.LogText.STARTING;
import static io.trtdoctor.check.LogText.inEffect;
import static io.trtdoctor.check.LogText.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Subject;
import org.junit.jupiter.api.Test;

class NoImplementationTest {
  private final Check check = new NoImplementation();

  @Test
  void aNodeWithoutAKernelIsPossibleWhereNothingExplainsIt() {
    Finding finding =
        LogText.of(
                STARTING,
                BATCH,
                POST_PROCESSED,
                ERROR + "10: Could not find any implementation for node /a + PWN(/b).")
            .foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(finding.subjects()).extracting(Subject::name).containsExactly("/a + PWN(/b)");
  }

  @Test
  void theNodeIsNamedWithoutTheBracketsOfTheMessage() {
    String error =
        ERROR
            + "10: [optimizer.cpp::computeCosts::3869] Error Code 10: Internal Error (Could not find"
            + " any implementation for node /c + PWN(PWN(/s), /m).)";

    assertThat(LogText.of(error).foundBy(check).subjects())
        .extracting(Subject::name)
        .containsExactly("/c + PWN(PWN(/s), /m)");
  }

  @Test
  void aWorkspaceThatIsSaidToBeTooSmallIsTheCauseItself() {
    String error =
        ERROR
            + "4: Could not find any implementation for node {ForeignNode[a...b]} due to"
            + " insufficient workspace. See verbose log for requested sizes.";

    assertThat(LogText.of(error).examinedBy(check)).isEmpty();
  }

  @Test
  void aBlockWithoutAScaleAtItsOutputIsTheCauseItself() {
    String block = "/conv0 + PWN(PWN(/sig0), /mul0)";

    assertThat(
            LogText.of(
                    inEffect("input", "0.03"),
                    rejected(block, "m0", "output"),
                    ERROR + "10: Could not find any implementation for node " + block + ".")
                .examinedBy(check))
        .isEmpty();
  }
}
