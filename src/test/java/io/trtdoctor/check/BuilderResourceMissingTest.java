package io.trtdoctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuilderResourceMissingTest {
  private final Check check = new BuilderResourceMissing();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "IBuilder::buildSerializedNetwork: Error Code 6: API Usage Error (Unable to load library: libnvinfer_builder_resource_sm90.so.10.15.1: libnvinfer_builder_resource_sm90.so.10.15.1: cannot open shared object file: No such file or directory In Impl at /_src/runtime/dispatch/libLoader.cpp:304)",
        "Unable to load library: libnvinfer_builder_resource.so.10.3.0",
        "Unable to load library: nvinfer_builder_resource_10.dll"
      })
  void aBuilderResourceThatDoesNotLoadIsEvident(String message) {
    List<Finding> findings = SampleLog.log().error(message).examinedBy(check);

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(findings.get(0).effect()).isEqualTo(Effect.BREAKS);
    assertThat(findings.get(0).evidence()).extracting(e -> e.line()).containsExactly(1L);
  }

  @Test
  void theMissingFileIsNamed() {
    Finding finding =
        SampleLog.log()
            .error(
                "Unable to load library: libnvinfer_builder_resource_sm90.so.10.15.1: no such file")
            .examinedBy(check)
            .get(0);

    assertThat(finding.subjects())
        .extracting(subject -> subject.name())
        .containsExactly("libnvinfer_builder_resource_sm90.so.10.15.1");
    assertThat(SpokenFinding.english(finding)).contains("libnvinfer_builder_resource_sm90");
  }

  @Test
  void anotherLibraryIsNotOurs() {
    assertThat(
            SampleLog.log()
                .error("Unable to load library: libnvonnxparser.so.10")
                .examinedBy(check))
        .isEmpty();
  }
}
