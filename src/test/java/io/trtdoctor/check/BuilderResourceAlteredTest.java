package io.trtdoctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuilderResourceAlteredTest {
  private final Check check = new BuilderResourceAltered();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2: [builder.cpp::createCaskKernelLibraryImpl::137] Error Code 2: Internal Error (Assertion validateCaskKLibDigest(sha256sum) failed. )",
        "2: [builder.cpp::nvinfer1::builder::createCaskKernelLibraryImpl::137] Error Code 2: Internal Error (Assertion validateCaskKLibSize(buffer.size) failed. )"
      })
  void aDigestOrSizeThatDiffersIsEvident(String message) {
    List<Finding> findings = SampleLog.log().error(message).examinedBy(check);

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(findings.get(0).effect()).isEqualTo(Effect.BREAKS);
    assertThat(findings.get(0).evidence()).extracting(e -> e.line()).containsExactly(1L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Assertion engine != nullptr failed."})
  void anotherAssertionIsNotOurs(String message) {
    assertThat(SampleLog.log().error(message).examinedBy(check)).isEmpty();
  }
}
