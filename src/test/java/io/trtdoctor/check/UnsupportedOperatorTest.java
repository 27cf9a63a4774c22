package io.trtdoctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnsupportedOperatorTest {
  private final Check check = new UnsupportedOperator();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "getPluginCreator could not find plugin EfficientNMS_X version 1",
        "ModelImporter.cpp:779: ERROR: builtin_op_importers.cpp:5404 In function importFallbackPluginImporter: [8] Assertion failed: creator && \"Plugin not found, are the plugin name, version, and namespace correct?\"",
        "No importer registered for op: QLinearConv. Attempting to import as plugin.",
        "In node 23 (importUpsample): UNSUPPORTED_NODE: Assertion failed"
      })
  void anOperatorThatTheParserDoesNotKnowIsEvident(String message) {
    List<Finding> findings = SampleLog.log().error(message).examinedBy(check);

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(findings.get(0).effect()).isEqualTo(Effect.BREAKS);
    assertThat(findings.get(0).evidence()).extracting(e -> e.line()).containsExactly(1L);
  }

  @Test
  void theNodesOfTheOperatorAreShown() {
    CaseInputs inputs =
        SampleLog.log().error("No importer registered for op: NonMaxima. Attempting").inputs();

    Finding finding =
        SpokenFinding.examine(
                check, SampleNetwork.with(inputs, SampleNetwork.chain("Conv", "NonMaxima")))
            .get(0);

    assertThat(finding.subjects()).extracting(s -> s.name()).containsExactly("NonMaxima_1");
    assertThat(SpokenFinding.english(finding)).contains("does not know NonMaxima");
  }

  @Test
  void anOperatorImportedAsAPluginIsNoFault() {
    assertThat(
            SampleLog.log()
                .warning("No importer registered for op: X. Attempting to import as plugin.")
                .engineBuilt()
                .examinedBy(check))
        .isEmpty();
  }
}
