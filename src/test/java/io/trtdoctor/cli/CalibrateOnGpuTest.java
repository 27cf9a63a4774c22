package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trtdoctor.calibration.CalibrationCacheReader;
import io.trtdoctor.data.NpyFile;
import io.trtdoctor.experiment.Investigation;
import io.trtdoctor.model.DataType;
import io.trtdoctor.onnx.OnnxWriter;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.FloatValues;
import io.trtdoctor.probe.Measure;
import io.trtdoctor.probe.Measurement;
import io.trtdoctor.probe.Observations;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.SampleOutput;
import io.trtdoctor.probe.Until;
import io.trtdoctor.record.RecordedProbe;
import io.trtdoctor.record.Recording;
import io.trtdoctor.record.RecordingReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calibrations that TensorRT made once, made again by the whole tool from their recordings. */
class CalibrateOnGpuTest {
  private static final Path HEALTHY = Path.of("repro-cases/healthy");

  /** What calibrate runs engines on after two synthetic batches. */
  private static final Measure MEASURE = new Measure(Batches.Synthetic.normal(2, 4), 0, 0);

  @TempDir private Path folder;

  private Path cache() {
    return folder.resolve("trt.cache");
  }

  private Tool calibrate(String model, String backend, String... more) {
    List<String> words =
        new ArrayList<>(List.of("calibrate", model, "-o", cache().toString(), backend));
    words.addAll(List.of(more));
    return Tool.run(words.toArray(String[]::new));
  }

  private Tool healthy(Path recording, String... more) {
    String[] all = List.of(more).toArray(new String[more.length + 1]);
    all[more.length] = "--optimization-level=1";
    return calibrate(
        HEALTHY.resolve("model.onnx").toString(), "--backend=replay:" + recording, all);
  }

  private static JsonNode json(Tool tool) throws IOException {
    return new ObjectMapper().readTree(tool.out());
  }

  private static RecordedProbe recorded() {
    return RecordingReader.read(HEALTHY.resolve("trt-8.6.recording")).get(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.6", "10.6"})
  void theCacheIsTensorRtsAndTheScalesAgreeWithTheCpus(String line) throws IOException {
    Path recording = HEALTHY.resolve("trt-" + line + ".recording");
    Tool tool = healthy(recording, "--json");

    JsonNode found = json(tool);
    assertThat(tool.exitCode()).isZero();
    assertThat(cache())
        .hasContent(
            RecordingReader.read(recording)
                .get(0)
                .outcome()
                .observations()
                .calibrationCache()
                .orElseThrow());
    assertThat(found.get("batchesCalibrated").asInt()).isEqualTo(2);
    assertThat(found.get("scalesCompared").asInt()).isEqualTo(13);
    assertThat(found.get("scalesApart")).isEmpty();
    assertThat(found.get("phases")).hasSize(1);
  }

  @Test
  void theConstraintsAreBuiltOnTopOfTheCacheThatTheFirstPhaseLeft() throws IOException {
    RecordedRun runs = new RecordedRun(folder);
    Tool tool =
        calibrate(
            runs.model("efficientvit_b0.onnx"),
            runs.backend("b"),
            "--optimization-level=0",
            "--layer-type-precision=CONVOLUTION=int8",
            "--precision-constraints=obey");

    assertThat(tool.exitCode()).isEqualTo(11);
    assertThat(tool.out())
        .contains(
            "First phase, all in INT8, calibrated: built in 65.30 s",
            "Second phase, your constraints on top of its cache: no engine: ",
            "No supported formats for /stem/res0/main/depth_conv/conv/Conv",
            "22.13 s of calibration, most of it post-processing (95.0 %)",
            "  0.04   data and their transfer to the GPU\n  1.03   inference\n",
            "  21.02  post-processing\n  0.04   scale assignment\n",
            "179 tensors in both, 0 of them more than 10 % apart",
            "fewer samples do not shorten it",
            "trt-doctor diagnose");
    assertThat(CalibrationCacheReader.read(cache()).entries()).hasSize(237);
  }

  @Test
  void theEnginesOutputsAreComparedWithThoseInFp32() throws IOException {
    Path recording = folder.resolve("played.recording");
    RecordedProbe probe = recorded();
    play(recording, probe.recipe(), probe.outcome(), 1, 2);
    play(recording, Investigation.inFp32(probe.recipe()), probe.outcome(), 1, 1);

    Tool tool = healthy(recording);

    assertThat(tool.exitCode()).isZero();
    assertThat(tool.out())
        .contains(
            "Outputs against FP32, all in INT8: relative L2 difference 0.707107",
            "run on 4 batches of synthetic data (normal, seed 2), not on yours");
    assertThat(json(healthy(recording, "--force", "--json")).at("/phases/0/relativeL2").asDouble())
        .isBetween(0.70, 0.71);
  }

  /** Records that the engine of a recipe was run and gave these values. */
  private static void play(Path recording, Recipe recipe, Outcome outcome, float... values) {
    Measurement measured =
        new Measurement(
            List.of(),
            List.of(new SampleOutput(0, "output", List.of(2L), FloatValues.of(values))),
            Optional.empty());
    try (Recording file = Recording.append(recording)) {
      file.add(
          recipe.toBuilder().measure(MEASURE).build(),
          Until.finished(),
          new Outcome.Built(with(outcome.observations(), Optional.of(measured))));
    }
  }

  private static Observations with(Observations seen, Optional<Measurement> measured) {
    return with(seen, seen.calibrationCache(), measured);
  }

  private static Observations with(
      Observations seen, Optional<String> cache, Optional<Measurement> measured) {
    return new Observations(
        seen.log(),
        seen.phaseSeconds(),
        seen.calibratorCalls(),
        cache,
        seen.planBytes(),
        seen.stdout(),
        seen.stderr(),
        seen.engine(),
        seen.layers(),
        seen.files(),
        seen.machine(),
        measured);
  }

  private Path recordingWith(Optional<String> cache) {
    RecordedProbe probe = recorded();
    Path recording = folder.resolve("played.recording");
    try (Recording file = Recording.append(recording)) {
      file.add(
          probe.recipe(),
          Until.finished(),
          new Outcome.Built(with(probe.outcome().observations(), cache, Optional.empty())));
    }
    return recording;
  }

  @Test
  void tensorsWhoseScalesAreFarFromTheCpusAreNamed() {
    String written = recorded().outcome().observations().calibrationCache().orElseThrow();
    String altered = written.replaceFirst("(?m)^input: [0-9a-f]+$", "input: 3f800000");

    Tool tool = healthy(recordingWith(Optional.of(altered)));

    assertThat(altered).isNotEqualTo(written);
    assertThat(tool.out()).contains("1 of them more than 10 % apart").contains("1.00000   input");
  }

  @Test
  void withoutACacheNothingIsWrittenAndSaid() {
    Tool tool = healthy(recordingWith(Optional.empty()));

    assertThat(tool.exitCode()).isEqualTo(11);
    assertThat(tool.out()).contains("wrote no calibration cache");
    assertThat(cache()).doesNotExist();
  }

  @Test
  void whatWasNotRecordedIsSaidAndNoEngineIsClaimed() {
    Tool tool = healthy(HEALTHY.resolve("trt-8.6.recording"), "--data=synthetic:uniform");

    assertThat(tool.exitCode()).isEqualTo(11);
    assertThat(tool.out()).contains("could not be made").doesNotContain("cache:", "wrote");
  }

  @Test
  void ofManySamplesTheLastOnesAreHeldBackAndTheCpuTellsHowFarScalesMoved() throws IOException {
    Path samples = Files.createDirectory(folder.resolve("samples"));
    for (int i = 0; i < 12; i++) {
      Files.write(samples.resolve(i + ".raw"), new byte[3 * 32 * 32 * Float.BYTES]);
    }
    Tool tool =
        healthy(HEALTHY.resolve("trt-8.6.recording"), "--json", "--data=" + samples, "--force");

    JsonNode found = json(tool);
    assertThat(found.get("batches").asInt()).isEqualTo(11);
    assertThat(found.at("/heldBack/samples").asInt()).isEqualTo(1);
    assertThat(found.at("/heldBack/synthetic").asBoolean()).isFalse();
    assertThat(found.at("/curve/0/samples").asInt()).isEqualTo(2);
    assertThat(found.at("/curve/2/moved").asInt()).isZero();
  }

  private Tool openCalibrated(String second) throws IOException {
    Path model = folder.resolve("open.onnx");
    OnnxWriter.named("open")
        .input("x", DataType.FP32, -1, 3, -1)
        .node("Relu", "/relu", List.of("x"), List.of("y"))
        .output("y", DataType.FP32, -1, 3, -1)
        .write(model);
    Path samples = Files.createDirectory(folder.resolve("samples"));
    Files.write(samples.resolve("a.npy"), NpyFile.of("1, 3, 2", 6));
    Files.write(samples.resolve("b.npy"), NpyFile.of(second, 12));
    String recording = "--backend=replay:" + HEALTHY.resolve("trt-8.6.recording");
    return calibrate(model.toString(), recording, "--data=" + samples);
  }

  @Test
  void theProfileHasTheShapeOfTheSamplesWhereNobodySaysOne() throws IOException {
    Tool tool = openCalibrated("2, 3, 2");

    assertThat(tool.exitCode()).isEqualTo(11);
    assertThat(tool.err()).contains("as with --shapes x:1x3x2");
  }

  @Test
  void samplesOfTwoShapesAreRefusedByName() throws IOException {
    Tool tool = openCalibrated("1, 3, 4");

    assertThat(tool.exitCode()).isEqualTo(3);
    assertThat(tool.err()).contains("a.npy", "[1, 3, 2]", "b.npy", "[1, 3, 4]");
  }

  @Test
  void withoutSamplesNothingIsBuilt() {
    Tool tool = healthy(HEALTHY.resolve("trt-8.6.recording"), "--data=synthetic:none");

    assertThat(tool.exitCode()).isEqualTo(3);
    assertThat(tool.err()).contains("no sample");
  }

  @Test
  void withoutAGpuThatIsAMachineThatLacksSomething() {
    Tool tool = calibrate(HEALTHY.resolve("model.onnx").toString(), "--trt=8.6");

    assertThat(tool.exitCode()).isEqualTo(4);
    assertThat(cache()).doesNotExist();
  }

  @Test
  void theTableOfTensorsIsThatOfTheCpu() throws IOException {
    Path table = folder.resolve("tensors.csv");
    healthy(HEALTHY.resolve("trt-8.6.recording"), "--tensors=" + table);

    assertThat(Files.readString(table, StandardCharsets.UTF_8)).contains("sqnr_db", "\ninput,");
  }
}
