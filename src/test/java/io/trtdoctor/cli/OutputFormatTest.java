package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trtdoctor.console.Progress;
import io.trtdoctor.console.StreamConsole;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputFormatTest {
  private static final String MODEL = "src/test/resources/models/silu.onnx";
  private static final String LOG =
      "src/test/resources/recordings/trt-8.6.1/effvit-zero-batches.log.gz";
  private static final String ESCAPE = "\033[";

  @Test
  void sarifNamesTheModelToo() throws Exception {
    Tool tool = Tool.run("diagnose", MODEL, "--log", LOG, "--format", "sarif");
    JsonNode run = new ObjectMapper().readTree(tool.out()).at("/runs/0");

    assertThat(tool.exitCode()).isEqualTo(10);
    assertThat(run.at("/results/0/ruleId").asText()).isEqualTo("calibrator-no-batches");
    assertThat(run.at("/artifacts/0/location/uri").asText()).isEqualTo(MODEL);
  }

  @Test
  void junitOfALogAloneHasTheVerdict() {
    Tool tool = Tool.run("triage", "--format", "junit", LOG);

    assertThat(tool.exitCode()).isEqualTo(10);
    assertThat(tool.out())
        .startsWith("<?xml")
        .contains("<failure type=\"calibrator-no-batches\"")
        .endsWith("</testsuites>\n");
  }

  @Test
  void markdownIsTheReportForAnIssue() {
    assertThat(Tool.run("triage", "--format", "markdown", LOG).out())
        .startsWith("## trt-doctor: Calibrator without batches");
  }

  @Test
  void jsonIsWhatTheShortOptionPrints() {
    assertThat(Tool.run("triage", "--format", "json", LOG).out())
        .isEqualTo(Tool.run("triage", "--json", LOG).out());
    assertThat(Tool.run("triage", "--format", "json", "--json", LOG).exitCode()).isEqualTo(10);
  }

  @Test
  void textIsWhatIsPrintedWithoutOptions() {
    assertThat(Tool.run("triage", "--format", "text", LOG).out())
        .isEqualTo(Tool.run("triage", LOG).out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"triage", "diagnose", "bisect"})
  void anUnknownFormatIsRefusedBeforeAnythingIsRead(String command) {
    Tool tool = Tool.run(command, "no-such-file", "--format", "yaml");

    assertThat(tool.exitCode()).isEqualTo(2);
    assertThat(tool.err())
        .contains("--format knows text, json, markdown, sarif and junit, not yaml");
  }

  @Test
  void twoFormatsAtOnceAreRefused() {
    Tool tool = Tool.run("triage", LOG, "--json", "--format", "sarif");

    assertThat(tool.exitCode()).isEqualTo(2);
    assertThat(tool.err()).contains("--json and --format sarif ask for two formats");
  }

  @Test
  void aTerminalShowsTheVerdictInColour() {
    assertThat(onTerminal(Map.of(), "triage", LOG))
        .contains(ESCAPE + "1;31m")
        .contains(ESCAPE + "0m\n");
  }

  @Test
  void coloursSayNothingThatTheWordsDoNot() {
    assertThat(onTerminal(Map.of(), "triage", LOG).replaceAll("\033\\[[\\d;]*m", ""))
        .isEqualTo(Tool.run("triage", LOG).out());
  }

  @Test
  void thereIsNoColourWithoutATerminalOrWhereItIsRefused() {
    assertThat(Tool.run("triage", LOG).out()).doesNotContain(ESCAPE);
    assertThat(onTerminal(Map.of("NO_COLOR", "1"), "triage", LOG)).doesNotContain(ESCAPE);
    assertThat(onTerminal(Map.of("TERM", "dumb"), "triage", LOG)).doesNotContain(ESCAPE);
    assertThat(onTerminal(Map.of(), "triage", "--json", LOG)).doesNotContain(ESCAPE);
  }

  @Test
  void anEmptyNoColorRefusesNothing() {
    assertThat(onTerminal(Map.of("NO_COLOR", ""), "triage", LOG)).contains(ESCAPE);
  }

  private static String onTerminal(Map<String, String> environment, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StreamConsole console =
        new StreamConsole(
            out,
            OutputStream.nullOutputStream(),
            e -> true,
            (task, total) -> Progress.SILENT,
            true);
    new TrtDoctor(console, InputStream.nullInputStream(), environment).run(args);
    return out.toString(StandardCharsets.UTF_8);
  }
}
