package io.trtdoctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutOfMemoryTest {
  private final Check check = new OutOfMemory();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2: [virtualMemoryBuffer.cpp::resizePhysical::145] Error Code 2: OutOfMemory (no further information)",
        "C:\\source\\rtSafe\\safeRuntime.cpp (25) - Cuda Error in nvinfer1::internal::DefaultAllocator::allocate: 2 (out of memory)",
        "Error Code 1: Cuda Runtime (out of memory)",
        "Requested amount of GPU memory (68719476736 bytes) could not be allocated. There may not be enough free memory for allocation to succeed."
      })
  void aFailedAllocationAtTheEndIsEvident(String message) {
    List<Finding> findings = SampleLog.log().error(message).examinedBy(check);

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(findings.get(0).effect()).isEqualTo(Effect.BREAKS);
    assertThat(findings.get(0).evidence()).extracting(e -> e.line()).containsExactly(1L);
  }

  @Test
  void aLayerWithoutImplementationMayFollow() {
    List<Finding> findings =
        SampleLog.log()
            .error("Cuda Error in allocate: 2 (out of memory)")
            .error("could not find any implementation for node conv0, try increasing the workspace")
            .examinedBy(check);

    assertThat(findings).extracting(Finding::certainty).containsExactly(Certainty.EVIDENT);
  }

  @Test
  void anErrorOfAnotherKindAfterItMakesItOnlyPossible() {
    List<Finding> findings =
        SampleLog.log()
            .error("Error Code 2: OutOfMemory (no further information)")
            .error("1: Unexpected exception _Map_base::at")
            .examinedBy(check);

    assertThat(findings).extracting(Finding::certainty).containsExactly(Certainty.POSSIBLE);
  }

  @Test
  void aBuildThatCameOutOnlySkippedTactics() {
    List<Finding> findings =
        SampleLog.log()
            .error("Error Code 2: OutOfMemory (no further information)")
            .warning(
                "Tactic Device request: 538MB Available: 166MB. Device memory is insufficient to use tactic.")
            .engineBuilt()
            .examinedBy(check);

    assertThat(findings).extracting(Finding::effect).containsExactly(Effect.NOTES);
  }

  @Test
  void otherErrorsAreNotOurs() {
    assertThat(SampleLog.log().error("insufficient workspace").examinedBy(check)).isEmpty();
  }
}
