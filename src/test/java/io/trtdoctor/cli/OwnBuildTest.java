package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trtdoctor.data.GivenData;
import io.trtdoctor.environment.Environment;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.Network;
import io.trtdoctor.onnx.OnnxReader;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import io.trtdoctor.record.Recording;
import io.trtdoctor.record.RecordingReader;
import io.trtdoctor.worker.client.ChildSettings;
import io.trtdoctor.worker.client.FakeKit;
import io.trtdoctor.worker.client.TensorRtLine;
import io.trtdoctor.worker.client.TensorRtProbeRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code diagnose} on builds of its own, played or out of a recording. */
class OwnBuildTest {
  private static final String MODEL = "src/test/resources/models/silu.onnx";

  @TempDir private Path folder;

  /** A recording of a build that a child has played. */
  private Path recorded(String... arguments) throws Exception {
    Path file = folder.resolve("probes.gz");
    Recipe recipe = recipe(arguments);
    TensorRtLine line =
        TensorRtLine.unpacked("8.6", FakeKit.in(folder.resolve("kit"), "8.6-1.5.10"));
    try (TensorRtProbeRunner runner =
            new TensorRtProbeRunner(
                ChildSettings.of(line, folder.resolve("work")).toBuilder()
                    .mostChildren(1)
                    .build());
        Recording recording = Recording.append(file)) {
      Outcome outcome = runner.run(recipe, Until.finished(), Duration.ofMinutes(2));
      recording.add(recipe, Until.finished(), outcome);
    }
    return file;
  }

  /** The recipe that the command makes of these arguments. */
  private static Recipe recipe(String... arguments) {
    var line =
        CommandTree.of("diagnose")
            .parse(
                Stream.concat(Stream.of("diagnose", MODEL), Stream.of(arguments))
                    .toArray(String[]::new))
            .subcommand();
    Network network = OnnxReader.read(Path.of(MODEL));
    ProbeOptions options = new ProbeOptions(line);
    return new OwnRecipe(
            SettingsOptions.read(line),
            network,
            options,
            options.data(network, Map.of()).map(GivenData::batches))
        .recipe(Path.of(MODEL), "8.6", true);
  }

  private Tool diagnose(Path recording, String... arguments) {
    return Tool.run(
        Stream.concat(
                Stream.of("diagnose", MODEL, "--backend", "replay:" + recording),
                Stream.of(arguments))
            .toArray(String[]::new));
  }

  @Test
  void aBuildWithoutSettingsIsInt8WithSyntheticData() {
    Recipe recipe = recipe();

    assertThat(recipe.flags()).containsExactly(BuilderFlag.INT8);
    assertThat(recipe.calibrator()).contains(CalibrationAlgorithm.ENTROPY_2);
    assertThat(recipe.batches()).isEqualTo(Batches.Synthetic.normal(1, 2));
    assertThat(recipe.optimizationLevel()).isEmpty();
  }

  @Test
  void aBuildThatEndsInCalibrationTakesTheQuickestLevelUnlessOneIsGiven() {
    assertThat(recipe("--no-data").optimizationLevel()).hasValue(0);
    assertThat(recipe("--no-data", "--optimization-level", "4").optimizationLevel()).hasValue(4);
  }

  @Test
  void aPrecisionThatWasAskedForIsBuiltWithoutACalibrator() {
    Recipe recipe = recipe("--fp16");

    assertThat(recipe.flags()).containsExactly(BuilderFlag.FP16);
    assertThat(recipe.calibrator()).isEmpty();
  }

  @Test
  void withACacheTheCalibratorHandsOverNothing() throws Exception {
    Path cache = Files.writeString(folder.resolve("calib.cache"), "TRT-8601-EntropyCalibration2\n");

    Recipe recipe = recipe("--cache", cache.toString());

    assertThat(recipe.calibrationCache()).isPresent();
    assertThat(recipe.batches()).isEqualTo(new Batches.None());
  }

  @Test
  void settingsReachTheRecipe() {
    Recipe recipe =
        recipe(
            "--int8",
            "--calibrator",
            "minmax",
            "--data",
            "synthetic:uniform,seed=7,batches=3",
            "--optimization-level",
            "1",
            "--workspace",
            "1G",
            "--layer-type-precision",
            "Conv=fp32");

    assertThat(recipe.calibrator()).contains(CalibrationAlgorithm.MIN_MAX);
    assertThat(recipe.batches())
        .isEqualTo(
            new Batches.Synthetic(
                Batches.Distribution.UNIFORM, 7, 3, java.util.OptionalInt.empty()));
    assertThat(recipe.optimizationLevel()).hasValue(1);
    assertThat(recipe.workspaceBytes()).hasValue(1L << 30);
    assertThat(recipe.constraints()).isNotEmpty();
  }

  @Test
  void aRecordedBuildWithDataIsHealthyAndSaysThatTheDataAreSynthetic() throws Exception {
    Tool tool = diagnose(recorded());

    assertThat(tool.exitCode()).isZero();
    assertThat(tool.err()).contains("synthetic data (normal, seed 1)");
  }

  @Test
  void aRecordedBuildWithoutDataNamesItsCause() throws Exception {
    Tool tool = diagnose(recorded("--no-data"), "--no-data");

    assertThat(tool.exitCode()).isEqualTo(10);
    assertThat(tool.out()).contains("calibrator-no-batches");
  }

  @Test
  void whatWasNotRecordedIsNotGuessed() throws Exception {
    Tool tool = diagnose(recorded(), "--fp16");

    assertThat(tool.exitCode()).isEqualTo(11);
    assertThat(tool.err()).contains("not recorded");
  }

  @Test
  void theCaseFolderKeepsTheBuild() throws Exception {
    Tool tool = diagnose(recorded(), "--out", folder.resolve("cases").toString());

    assertThat(tool.exitCode()).isZero();
    Path found;
    try (Stream<Path> cases = Files.list(folder.resolve("cases"))) {
      found = cases.findFirst().orElseThrow();
    }
    JsonNode build = new ObjectMapper().readTree(found.resolve("case.json").toFile()).get("build");
    assertThat(build.get("recipeHash").asText()).isEqualTo(recipe().hash());
    assertThat(build.get("machine").get("tensorrt").asText()).isEqualTo("8.6.1");
    assertThat(Files.readString(found.resolve("build.log"))).contains("Starting Calibration");
    assertThat(RecordingReader.read(found.resolve("probes.gz"))).hasSize(1);
    assertThat(Files.readString(found.resolve("layers.csv"))).contains("precision_built");
  }

  private static void assumeNoBuildsHere() {
    assumeThat(Environment.probe().needs())
        .anyMatch(need -> need.command().equals("build") && !need.isMet());
  }

  @Test
  void aMachineThatCannotBuildSaysSoInOneLineAndGoesOn() {
    assumeNoBuildsHere();

    Tool tool = Tool.run("diagnose", MODEL);

    assertThat(tool.exitCode()).isEqualTo(11);
    assertThat(tool.err().lines().filter(line -> line.startsWith("not building here:"))).hasSize(1);
  }

  @Test
  void aMachineThatCannotBuildRefusesWhenItIsToldTo() {
    assumeNoBuildsHere();

    Tool tool = Tool.run("diagnose", MODEL, "--backend", "gpu");

    assertThat(tool.exitCode()).isEqualTo(4);
  }

  @Test
  void nothingIsSaidOfBuildingWhereALogIsGiven() {
    Tool tool =
        Tool.run(
            "diagnose",
            MODEL,
            "--log",
            "src/test/resources/recordings/trt-8.6.1/silu-input.log.gz");

    assertThat(tool.err()).doesNotContain("building");
  }

  @Test
  void anUnknownBackendIsAUsageError() {
    assertThat(Tool.run("diagnose", MODEL, "--backend", "tpu").exitCode()).isEqualTo(2);
  }

  @Test
  void dataAndNoDataContradictEachOther() throws Exception {
    Path recording = recorded();

    assertThat(diagnose(recording, "--no-data", "--data", "synthetic:zeros").exitCode())
        .isEqualTo(2);
  }

  @Test
  void unknownSettingsStayUnknownWhereNothingIsBuilt() {
    assertThat(TrialBuild.none(BuildSettings.unknown()).settings().isUnknown()).isTrue();
  }
}
