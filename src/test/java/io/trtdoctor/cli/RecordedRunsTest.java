package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trtdoctor.calibration.CalibrationCacheReader;
import io.trtdoctor.model.Scale;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.record.RecordedProbe;
import io.trtdoctor.record.RecordingReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs on a GPU, kept in {@code docs/gpu-runs.md}, made again by the whole tool from their
 * recordings.
 */
class RecordedRunsTest {
  private static final String EFFICIENT_VIT = "efficientvit_b0.onnx";
  private static final String MOBILE_VIT = "mobilevit_xxs.onnx";
  private static final Path RECORDINGS = Path.of("src/test/resources/recordings/trt-8.6.1");
  private static final int MEGABYTE = 1_000_000;

  @TempDir private Path folder;
  private RecordedRun runs;

  @BeforeEach
  void inAnEmptyFolder() {
    runs = new RecordedRun(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a106"})
  void missingBatchesAreProvedAndTheConstraintsCleared(String run) throws IOException {
    Tool tool =
        runs.run(
            "diagnose",
            runs.model(EFFICIENT_VIT),
            "--no-data",
            "--int8",
            "--layer-type-precision=CONVOLUTION=int8",
            "--precision-constraints=prefer",
            runs.backend(run));

    JsonNode found = runs.findings();
    assertThat(tool.exitCode()).isEqualTo(10);
    assertThat(found.at("/verdict/cause").asText()).isEqualTo("calibrator-no-batches");
    assertThat(found.at("/verdict/certainty").asText()).isEqualTo("proved");
    assertThat(found.at("/experiment/exonerated/0/what").asText())
        .isEqualTo("precision constraints");
    assertThat(RecordedRun.probes(found)).isLessThanOrEqualTo(5);
  }

  @Test
  void aFailureThatTheBuildHereDoesNotShowIsPutInOnPurposeAndTheLogsCompared() throws IOException {
    Tool tool =
        runs.run(
            "diagnose",
            runs.model(EFFICIENT_VIT),
            "--log=" + runs.log("a"),
            "--int8",
            "--layer-type-precision=CONVOLUTION=int8",
            "--precision-constraints=prefer",
            "--data=synthetic:normal",
            "--no-cpu-calibration",
            runs.backend("purpose"));

    assertThat(RecordedRun.probes(runs.findings())).isEqualTo(2);
    assertThat(tool.out())
        .contains("calibrator-no-batches (evident)")
        .contains("5342 of 5345 lines of TensorRT stand in the log of probe 2")
        .contains("has not, 2, first")
        .contains("1: Unexpected exception _Map_base::at");
  }

  private Tool obey(String... more) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                runs.model(EFFICIENT_VIT),
                "--cache=" + RecordedRun.file("efficientvit_b0-8.6.cache"),
                "--int8",
                "--layer-type-precision=CONVOLUTION=int8",
                "--precision-constraints=obey",
                runs.backend("b")));
    words.addAll(List.of(more));
    return runs.run("diagnose", words.toArray(String[]::new));
  }

  @Test
  void everyConvolutionThatCannotObeyIsNamedAndNoOther() throws IOException {
    Tool tool = obey();

    JsonNode found = runs.findings();
    assertThat(tool.exitCode()).isEqualTo(10);
    assertThat(found.at("/verdict/certainty").asText()).isEqualTo("proved");
    assertThat(RecordedRun.culprits(found, "layers"))
        .containsExactlyInAnyOrderElementsOf(
            Files.readAllLines(Path.of(RecordedRun.file("b.culprits"))));
    assertThat(verifiedFallbacks(found)).isEqualTo(4);
  }

  @Test
  void itsReportHasRoomForALogOfTwentyThousandLinesBelowAMegabyte() throws IOException {
    obey();
    String page = Files.readString(runs.caseFolder().resolve("report.html"));
    Path log = unpacked("effvit-healthy.log.gz");
    Tool.run("diagnose", runs.model(EFFICIENT_VIT), "--log=" + log, "--out=" + runs.cases());
    String withLog = Files.readString(runs.caseFolder().resolve("report.html"));

    assertThat(Files.readAllLines(log)).hasSizeGreaterThan(20_000);
    assertThat(withLog).hasSizeLessThan(MEGABYTE);
    assertThat(page.length() - packedLog(page) + packedLog(withLog)).isLessThan(MEGABYTE);
  }

  private static int packedLog(String page) {
    return Jsoup.parse(page).getElementById("log-data").data().length();
  }

  private Path unpacked(String recording) throws IOException {
    Path log = folder.resolve("recorded.log");
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(RECORDINGS.resolve(recording)))) {
      Files.copy(in, log);
    }
    return log;
  }

  private static long verifiedFallbacks(JsonNode found) {
    long verified = 0;
    for (JsonNode fallback : found.at("/experiment/fallbacks")) {
      if (fallback.path("verified").asBoolean() && !fallback.path("comparison").asBoolean()) {
        verified++;
      }
    }
    return verified;
  }

  @Test
  void aRunThatWasCutShortGoesOnWithoutAskingAnythingTwice() throws IOException {
    obey("--max-probes=7");
    Path cut = runs.caseFolder();
    List<String> before = hashes(cut);
    obey("--resume=" + cut);
    List<String> inTwo = hashes(runs.caseFolder());
    JsonNode found = runs.findings();

    obey();

    assertThat(before).hasSize(7);
    assertThat(inTwo).isEqualTo(hashes(runs.caseFolder()));
    assertThat(found.at("/experiment/isolations"))
        .isEqualTo(runs.findings().at("/experiment/isolations"));
  }

  private static List<String> hashes(Path caseFolder) {
    return RecordingReader.read(caseFolder.resolve("probes.gz")).stream()
        .map(RecordedProbe::recipeHash)
        .toList();
  }

  @Test
  void theBatchOfNanAmongSixtyFourIsNamedWithItsFile() throws IOException {
    Tool tool =
        runs.run(
            "bisect",
            runs.model(MOBILE_VIT),
            "--over=batches",
            "--int8",
            "--data=" + runs.samples(false),
            "--symptom=min_ <= max_",
            runs.backend("c"));

    assertThat(tool.exitCode()).isEqualTo(10);
    assertThat(RecordedRun.culprits(runs.findings(), "batches"))
        .containsExactly("1: sample-00.npy");
    assertThat(RecordedRun.probes(runs.findings())).isEqualTo(4);
  }

  @Test
  void oneNanInTheFirstOfSixtyFourBatchesIsProvedToBreakTheBuild() throws IOException {
    runs.run(
        "diagnose",
        runs.model(MOBILE_VIT),
        "--int8",
        "--no-cpu-calibration",
        "--data=" + runs.samples(true),
        runs.backend("c"));

    JsonNode found = runs.findings();
    assertThat(found.at("/verdict/cause").asText()).isEqualTo("calibration-data-not-finite");
    assertThat(found.at("/verdict/certainty").asText()).isEqualTo("proved");
    assertThat(found.at("/verdict/summary").asText()).contains("sample-00.npy");
    assertThat(RecordedRun.culprits(found, "batches")).containsExactly("1: sample-00.npy");
  }

  @Test
  void aCalibrationInTwoPhasesTellsThatTheConstraintsAreToBlameAndNotInt8() throws IOException {
    Tool tool =
        Tool.run(
            "calibrate",
            runs.model(EFFICIENT_VIT),
            "--out=" + folder.resolve("two-phases.cache"),
            "--data=synthetic:normal",
            "--layer-type-precision=CONVOLUTION=int8",
            "--precision-constraints=obey",
            "--optimization-level=0",
            "--json",
            runs.backend("calibrate"));

    JsonNode told = new ObjectMapper().readTree(tool.out());
    assertThat(tool.exitCode()).isEqualTo(ExitStatus.UNDETERMINED.code());
    assertThat(told.at("/phases/0/built").asBoolean()).isTrue();
    assertThat(told.at("/phases/1/outcome").asText()).contains("No supported formats");
    assertThat(told.at("/seconds").properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("data", "transfer", "inference", "post-processing", "scale-assignment");
    assertThat(folder.resolve("two-phases.cache")).exists();
  }

  @Test
  void theFiveEntriesThatWereSpoiltAreNamed() throws IOException {
    Tool tool =
        runs.run(
            "bisect",
            runs.model("mobilenetv3_small_100.onnx"),
            "--over=cache",
            "--int8",
            "--cache=" + RecordedRun.file("mobilenetv3-spoilt.cache"),
            "--good-cache=" + RecordedRun.file("mobilenetv3-whole.cache"),
            "--symptom=accuracy:0.5",
            runs.backend("d"));

    assertThat(tool.exitCode()).isEqualTo(10);
    assertThat(tool.out()).doesNotContain("no fault found");
    assertThat(RecordedRun.culprits(runs.findings(), "cache"))
        .containsExactlyInAnyOrderElementsOf(
            Files.readAllLines(Path.of(RecordedRun.file("mobilenetv3-spoilt.names"))));
  }

  /** The recording was made after the rule of the thresholds had been found. */
  @Test
  void calibratingOnTheCpuGivesTheScalesThatTensorRtWrote() throws IOException {
    Path ours = folder.resolve("ours.cache");
    Tool.run(
        "calibrate",
        runs.model("mobilenetv3_small_100.onnx"),
        "--data=synthetic:normal,seed=1,batches=2",
        "--out=" + ours);

    Map<TensorName, Scale> predicted = CalibrationCacheReader.read(ours).scales();
    Map<TensorName, Scale> written =
        CalibrationCacheReader.read(Path.of(RecordedRun.file("mobilenetv3-whole.cache"))).scales();
    List<Double> off =
        predicted.keySet().stream()
            .filter(tensor -> written.containsKey(tensor) && written.get(tensor).value() != 0)
            .map(tensor -> off(predicted.get(tensor), written.get(tensor)))
            .toList();
    assertThat(off).hasSize(123).allMatch(by -> by < 0.1);
    assertThat(off.stream().filter(by -> by < 0.01)).hasSizeGreaterThanOrEqualTo(117);
  }

  private static double off(Scale one, Scale other) {
    return Math.abs((double) one.value() / other.value() - 1);
  }

  @Test
  void theNetworkIsReducedToOneThatStillFails() throws IOException {
    runs.run(
        "bisect",
        runs.model(EFFICIENT_VIT),
        "--over=network",
        "--no-data",
        "--int8",
        "--symptom=_Map_base::at",
        runs.backend("e"));

    assertThat(RecordedRun.culprits(runs.findings(), "network")).hasSize(1);
    try (Stream<Path> files = Files.list(runs.caseFolder())) {
      assertThat(files.map(Path::getFileName).map(Path::toString)).contains("reduced.onnx");
    }
    assertThat(Tool.run("inspect", runs.caseFolder().resolve("reduced.onnx").toString()).exitCode())
        .isZero();
  }
}
