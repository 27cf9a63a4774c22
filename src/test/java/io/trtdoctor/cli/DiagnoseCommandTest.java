package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiagnoseCommandTest {
  private static final String MODEL = "src/test/resources/models/silu.onnx";
  private static final String RECORDINGS = "src/test/resources/recordings/trt-8.6.1/";
  private static final String EFFICIENT_VIT = "src/test/resources/models/efficientvit_b0.onnx.gz";
  private static final String LOG = "src/test/resources/recordings/trt-8.6.1/silu-input.log.gz";

  @TempDir private Path out;

  @Test
  void aCaseFolderIsLeftAndItsPathGoesToStandardError() throws Exception {
    Tool tool = Tool.run("diagnose", MODEL, "--log", LOG, "--out", out.toString());

    assertThat(tool.exitCode()).isEqualTo(10);
    Path folder = onlyFolder();
    assertThat(tool.err()).contains(folder.toString());
    assertThat(tool.out()).doesNotContain(folder.toString());
    assertThat(names(folder))
        .containsExactlyInAnyOrder(
            "case.json",
            "findings.json",
            "report.html",
            "report.md",
            "findings.sarif",
            "junit.xml",
            "tensors.csv",
            "layers.csv",
            "log-events.jsonl");
  }

  @Test
  void theJsonPrintedIsThatOfTheCaseFolder() throws Exception {
    Tool tool = Tool.run("diagnose", MODEL, "--log", LOG, "--out", out.toString(), "--json");

    ObjectMapper mapper = new ObjectMapper();
    JsonNode printed = mapper.readTree(tool.out());
    JsonNode written = mapper.readTree(onlyFolder().resolve("findings.json").toFile());
    assertThat(printed).isEqualTo(written);
  }

  @Test
  void theLogsEventsAreOneObjectALine() throws Exception {
    Tool.run("diagnose", MODEL, "--log", LOG, "--out", out.toString());

    List<String> lines = Files.readAllLines(onlyFolder().resolve("log-events.jsonl"));
    assertThat(lines).isNotEmpty();
    ObjectMapper mapper = new ObjectMapper();
    for (String line : lines) {
      assertThat(mapper.readTree(line).get("line").asLong()).isPositive();
    }
  }

  @Test
  void theReportShowsTheLinesAroundTheEvidence() throws Exception {
    Tool.run("diagnose", MODEL, "--log", LOG, "--out", out.toString());

    assertThat(Files.readString(onlyFolder().resolve("report.html")))
        .contains("Could not find any implementation for node");
  }

  @Test
  void whatElseIsInTheFolderIsLeftAlone() throws Exception {
    Path other = Files.writeString(out.resolve("other.txt"), "mine");

    Tool.run("diagnose", MODEL, "--log", LOG, "--out", out.toString());

    assertThat(other).hasContent("mine");
    assertThat(names(out)).hasSize(2);
  }

  @Test
  void wordsOfAPastedCommandLineThatMeanNothingAreListed() {
    Tool tool =
        Tool.run("diagnose", MODEL, "--log", LOG, "--like", "trtexec --int8 --frobnicate=3");

    assertThat(tool.err()).contains("--frobnicate=3");
  }

  @Test
  void settingsReachTheCaseFile() throws Exception {
    Tool.run(
        "diagnose",
        MODEL,
        "--log",
        LOG,
        "--out",
        out.toString(),
        "--int8",
        "--precision-constraints",
        "obey",
        "--layer-type-precision",
        "CONVOLUTION=int8");

    assertThat(Files.readString(onlyFolder().resolve("case.json")).toLowerCase(Locale.ROOT))
        .contains("obey", "conv");
  }

  @Test
  void theConstraintsGivenAreSaidNotToBeShownAtFault() throws Exception {
    Tool tool =
        Tool.run(
            "diagnose",
            EFFICIENT_VIT,
            "--log",
            RECORDINGS + "effvit-zero-batches-conv-int8-prefer.log.gz",
            "--out",
            out.toString(),
            "--int8",
            "--layer-type-precision",
            "CONVOLUTION=int8",
            "--precision-constraints",
            "prefer");

    String plain =
        "The INT8 constraints are not shown to be at fault: the same build without them prints the"
            + " same lines.";
    assertThat(tool.out()).contains(plain, "why: ");
    for (String file : List.of("report.html", "report.md", "findings.json")) {
      assertThat(Files.readString(onlyFolder().resolve(file))).as(file).contains(plain);
    }
  }

  @Test
  void theWayToReproduceIsTheCommandAsGiven() throws Exception {
    Tool.run("diagnose", MODEL, "--log", LOG, "--out", out.toString());

    assertThat(Files.readString(onlyFolder().resolve("report.md")))
        .contains("trt-doctor diagnose " + MODEL)
        .doesNotContain("diagnose diagnose");
  }

  @Test
  void aLayerThatOnlyTensorRtKnowsIsShownWithItsOnnxNode() throws Exception {
    Tool.run(
        "diagnose",
        EFFICIENT_VIT,
        "--log",
        RECORDINGS + "effvit-healthy.log.gz",
        "--cache",
        RECORDINGS + "effvit.calib.cache",
        "--out",
        out.toString());

    assertThat(Files.readString(onlyFolder().resolve("tensors.csv")))
        .contains("(Unnamed Layer* 26) [Activation]_output,/stem/in_conv/act/HardSwish,HardSwish");
  }

  @Test
  void withoutALogThereIsNothingToJudgeBy() {
    Tool tool = Tool.run("diagnose", MODEL, "--backend", "none");

    assertThat(tool.exitCode()).isEqualTo(11);
  }

  @Test
  void aDamagedModelLeavesNothingBehind() throws Exception {
    Path model = Files.writeString(out.resolve("bad.onnx"), "no model");

    Tool tool = Tool.run("diagnose", model.toString(), "--out", out.resolve("cases").toString());

    assertThat(tool.exitCode()).isEqualTo(3);
    assertThat(out.resolve("cases")).doesNotExist();
  }

  @Test
  void aFileInPlaceOfTheOutputFolderIsRefused() throws Exception {
    Path file = Files.writeString(out.resolve("file"), "mine");

    Tool tool = Tool.run("diagnose", MODEL, "--log", LOG, "--out", file.toString());

    assertThat(tool.exitCode()).isEqualTo(2);
    assertThat(file).hasContent("mine");
  }

  private Path onlyFolder() throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      return files.filter(Files::isDirectory).findFirst().orElseThrow();
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
