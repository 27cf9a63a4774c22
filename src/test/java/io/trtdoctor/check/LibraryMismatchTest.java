package io.trtdoctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LibraryMismatchTest {
  private final Check check = new LibraryMismatch();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "libcudnn.so.8: cannot open shared object file: No such file or directory",
        "Could not load library libcudnn_cnn_infer.so.8. Error: libnvrtc.so: cannot open",
        "1: [stdArchiveReader.cpp::StdArchiveReader::42] Error Code 1: Serialization (Serialization assertion stdVersionRead == serializationVersion failed.Version tag does not match. Note: Current Version: 213, Serialized Engine Version: 205)",
        "The engine plan file is not compatible with this version of TensorRT, expecting library version 8.6.1 got 8.5.2, please rebuild.",
        "/opt/x/libmyplugins.so: undefined symbol: _ZN8nvinfer16logger"
      })
  void aLibraryOrPlanThatDoesNotFitIsEvident(String message) {
    List<Finding> findings = SampleLog.log().error(message).examinedBy(check);

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(findings.get(0).effect()).isEqualTo(Effect.BREAKS);
    assertThat(findings.get(0).evidence()).extracting(e -> e.line()).containsExactly(1L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "libcuda.so.1: cannot open shared object file: No such file or directory",
        "libnvinfer_builder_resource_sm90.so.10.15.1: cannot open shared object file"
      })
  void librariesWithACauseOfTheirOwnAreNotOurs(String message) {
    assertThat(SampleLog.log().error(message).examinedBy(check)).isEmpty();
  }

  @Test
  void anotherCudnnIsOnlyARemark() {
    List<Finding> findings =
        SampleLog.log()
            .warning("TensorRT was linked against cuDNN 8.6.0 but loaded cuDNN 8.3.2")
            .engineBuilt()
            .examinedBy(check);

    assertThat(findings).extracting(Finding::effect).containsExactly(Effect.NOTES);
    assertThat(SpokenFinding.english(findings.get(0))).contains("cuDNN");
  }

  @Test
  void aLibraryThatTheProgramDidWithoutIsOnlyPossible() {
    List<Finding> findings =
        SampleLog.log()
            .outside("libcublasLt.so.11: cannot open shared object file: No such file or directory")
            .error("1: Unexpected exception _Map_base::at")
            .examinedBy(check);

    assertThat(findings).extracting(Finding::certainty).containsExactly(Certainty.POSSIBLE);
  }
}
