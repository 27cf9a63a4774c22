package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TriageCommandTest {
  private static final String NO_BATCHES =
      "src/test/resources/recordings/trt-8.6.1/effvit-zero-batches.log.gz";
  private static final String HEALTHY =
      "src/test/resources/recordings/trt-8.6.1/effvit-healthy.log.gz";

  @Test
  void aNamedCauseIsPrintedWithItsEvidenceAndTheFirstRemedy() {
    Tool tool = Tool.run("triage", NO_BATCHES);

    assertThat(tool.exitCode()).isEqualTo(10);
    assertThat(tool.out())
        .contains(
            "calibrator-no-batches (evident)", "line 5299: ", "_Map_base::at", "what to do: ");
    assertThat(tool.err()).isEmpty();
  }

  @Test
  void remarksOfAHealthyBuildAreToldOnlyWhenAskedFor() {
    assertThat(Tool.run("triage", HEALTHY).out()).doesNotContain("int64-weights");
    assertThat(Tool.run("triage", "--verbose", HEALTHY).out()).contains("int64-weights");
    assertThat(Tool.run("triage", "--json", HEALTHY).out()).contains("int64-weights");
  }

  @Test
  void anotherCandidateForTheCauseIsToldWithoutAsking() {
    assertThat(Tool.run("triage", NO_BATCHES).out()).contains("calibration-cache-empty (possible)");
  }

  @Test
  void aHealthyBuildEndsWithZero() {
    Tool tool = Tool.run("triage", HEALTHY);

    assertThat(tool.exitCode()).isZero();
    assertThat(tool.out()).contains("no fault found");
  }

  @Test
  void theWorstOfSeveralLogsDecides() {
    Tool tool = Tool.run("triage", HEALTHY, NO_BATCHES);

    assertThat(tool.exitCode()).isEqualTo(10);
    assertThat(tool.out()).contains("effvit-healthy", "effvit-zero-batches");
  }

  @Test
  void aMinusIsStandardInput() {
    Tool tool =
        Tool.runWithInput(
            "[05/02/2024-13:11:13] [TRT] [I] Starting Calibration.\n"
                + "[05/02/2024-13:11:13] [TRT] [I]   Post Processing Calibration data in 3e-06"
                + " seconds.\n"
                + "[05/02/2024-13:11:13] [TRT] [E] 1: Unexpected exception _Map_base::at\n",
            "triage",
            "-");

    assertThat(tool.exitCode()).isEqualTo(10);
    assertThat(tool.out()).contains("calibrator-no-batches");
  }

  @Test
  void aLogThatTellsNothingLeavesTheVerdictOpen() {
    Tool tool = Tool.runWithInput("hello\n", "triage", "-");

    assertThat(tool.exitCode()).isEqualTo(11);
    assertThat(tool.out()).contains("not established");
  }

  @Test
  void withJsonStandardOutputHoldsTheJsonAlone() throws Exception {
    Tool tool = Tool.run("triage", "--json", HEALTHY, NO_BATCHES);

    JsonNode json = new ObjectMapper().readTree(tool.out());
    assertThat(json.at("/verdict/cause").asText()).isEqualTo("calibrator-no-batches");
    assertThat(json.at("/builds")).hasSize(2);
    assertThat(tool.exitCode()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-such.log", "src", "src/test/resources/models/silu.onnx"})
  void whatIsNoLogIsRefusedInOneLine(String file) {
    Tool tool = Tool.run("triage", "--json", file);

    assertThat(tool.exitCode()).isEqualTo(3);
    assertThat(tool.out()).isEmpty();
    assertThat(tool.err()).startsWith("trt-doctor: ").contains(file).hasLineCount(1);
  }

  @Test
  void theVerdictIsToldInChinese() {
    Tool tool = Tool.run("triage", "--lang", "zh", NO_BATCHES);

    assertThat(tool.out()).contains("原因：calibrator-no-batches（证据确凿）", "第 5299 行");
  }

  @Test
  void controlCharactersOfALogDoNotReachTheTerminal(@TempDir Path folder) throws Exception {
    Path log = folder.resolve("a.log");
    Files.writeString(
        log,
        "[TRT] [E] 2: [quantization.cpp::DynamicRange::74] Error Code 2: Internal Error (Assertion"
            + " min_ <= max_ failed. \u0007\u001b]0;title\u0007)\n");

    assertThat(Tool.run("triage", log.toString()).out()).doesNotContain("\u001b", "\u0007");
  }
}
