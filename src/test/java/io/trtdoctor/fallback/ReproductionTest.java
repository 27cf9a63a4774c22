package io.trtdoctor.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.trtdoctor.data.NetworkInput;
import io.trtdoctor.data.Samples;
import io.trtdoctor.fallback.FailingBuild.Ending;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.ConstraintMode;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.PrecisionConstraint;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.settings.LikeCommand;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReproductionTest {
  private static final Path PLAYED = Path.of("src/test/resources/fallback/python").toAbsolutePath();
  private static final String ERROR = "2: No supported formats for /conv0/Conv (1+1)";
  private static final String PATTERN = "No supported formats for .*";

  @TempDir private Path folder;

  private record Run(int status, String said) {}

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bothScriptsAreSoundWhateverTheNamesAre(boolean hostile) throws Exception {
    write(build(hostile ? SampleFallbacks.hostile() : SampleFallbacks.plain()));

    assertThat(run(Map.of(), "sh", "-n", "reproduce.sh").said()).isEmpty();
    assertThat(run(Map.of(), "python3", "-m", "py_compile", "reproduce.py").said()).isEmpty();
  }

  @Test
  void theTrtexecLineReadBackHasTheSettingsOfTheRecipe() {
    FailingBuild build = build(SampleFallbacks.plain());

    BuildSettings settings = readBack(build);

    assertThat(settings.flags()).containsAll(build.recipe().flags());
    assertThat(settings.constraintMode()).contains(ConstraintMode.OBEY);
    assertThat(settings.calibrator()).contains(CalibrationAlgorithm.ENTROPY_2);
    assertThat(settings.calibrationCache()).contains("calibration.cache");
    assertThat(settings.workspaceBytes()).contains(1L << 30);
    assertThat(settings.optShapes()).isEqualTo(Map.of("input:0", List.of(2, 3, 8)));
    assertThat(settings.notUnderstood()).isEmpty();
    assertThat(settings.constraints().stream().map(PrecisionConstraint::pattern))
        .containsExactlyInAnyOrder("/conv0/Conv", "/conv1/Conv", "a layer: with a colon");
  }

  @Test
  void thatTrtexecCannotHandOverNothingIsSaidInTheScriptAndToTheCaller() {
    FailingBuild build = with(build(SampleFallbacks.plain()), new Batches.None());

    Reproduction made = Reproduction.of(build);

    assertThat(made.gaps().get("reproduce.sh"))
        .extracting(Message::key)
        .containsExactly("fallback.trtexec-own-data");
    assertThat(made.files().get("reproduce.sh")).contains("nothing included").contains("left out");
    assertThat(readBack(build).calibrationCache()).isEmpty();
    assertThat(made.gaps().get("reproduce.py")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2: No supported formats for /other/Conv,0,The failure is seen again.",
    "1: Something else,2,The build fails in another way than was recorded.",
    "'',1,The build comes out: the failure is not seen."
  })
  void thePythonScriptTellsTheRecordedFailureFromOthers(String error, int status, String said)
      throws Exception {
    write(with(build(SampleFallbacks.plain()), new Batches.None()));

    Run run = python(error.isEmpty() ? Map.of() : Map.of("FAKE_ERROR", error));

    assertThat(run.status()).as(run.said()).isEqualTo(status);
    assertThat(run.said()).contains(said);
    assertThat(Files.readAllLines(folder.resolve("record")))
        .contains("calibrator IInt8EntropyCalibrator2 none", "cache none");
  }

  @ParameterizedTest
  @CsvSource({
    "No supported formats for x,1,0,The failure is seen again.",
    "Something else,1,2,The build fails in another way",
    "Passed,0,1,the failure is not seen"
  })
  void theShellScriptTellsTheRecordedFailureFromOthers(
      String log, int trtexec, int status, String said) throws Exception {
    write(build(SampleFallbacks.plain()));

    Run run = shell("echo '" + log + "'; exit " + trtexec);

    assertThat(run.status()).as(run.said()).isEqualTo(status);
    assertThat(run.said()).contains(said);
  }

  @Test
  void withoutTensorRtThePythonScriptSaysWhatToDo() throws Exception {
    write(build(SampleFallbacks.plain()));

    Run run = run(Map.of("PYTHONPATH", ""), "python3", "-I", "reproduce.py");

    assertThat(run.said())
        .contains("this Python has no TensorRT")
        .contains("Install TensorRT 8.6")
        .doesNotContain("Traceback");
    assertThat(run.status()).isEqualTo(3);
  }

  @Test
  void syntheticDataHaveTheValuesThatWereRecordedWith() throws Exception {
    write(with(build(SampleFallbacks.plain()), Batches.Synthetic.normal(7, 2)));
    Files.writeString(
        folder.resolve("ask.py"),
        """
        import reproduce
        inputs = [reproduce.trt.Tensor("input:1")]
        batches = reproduce.Batches(inputs)
        print(batches.made(inputs[0]).hex())
        print(batches.made(inputs[0]).hex())
        """);

    String said = python3("ask.py", Map.of()).said();

    Random random = new Random(7);
    assertThat(said.lines()).containsExactly(hex(random), hex(random));
  }

  @Test
  void samplesOfFilesAreReadWithoutAnythingButPython() throws Exception {
    write(with(build(SampleFallbacks.plain()), raw("one.raw", 0, 1)));
    Files.write(folder.resolve("one.raw"), floats(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));

    assertThat(ask("print(batches.values()['input:0'].hex())").strip())
        .isEqualTo(HexFormat.of().formatHex(floats(1, 2, 3, 4, 5, 6)));
    assertThat(ask("batches.given = 1", "print(batches.values()['input:0'].hex())").strip())
        .isEqualTo(HexFormat.of().formatHex(floats(7, 8, 9, 10, 11, 12)));
  }

  @Test
  void aSampleThatIsMissingOrTooShortIsNotTakenForTheRecordedFailure() throws Exception {
    write(with(build(SampleFallbacks.plain()), raw("one.raw", 0)));
    Map<String, String> failing = Map.of("FAKE_ERROR", ERROR);

    Run missing = python(failing);
    Files.write(folder.resolve("one.raw"), floats(1, 2));
    Run cut = python(failing);

    assertThat(missing.status()).isEqualTo(3);
    assertThat(missing.said()).contains("there is no file").contains("one.raw");
    assertThat(cut.status()).as(cut.said()).isEqualTo(3);
    assertThat(cut.said()).doesNotContain("Traceback").doesNotContain("seen again");
  }

  @Test
  void samplesInFormsThatTheScriptCannotReadAreSaidToBe() {
    Batches.Source image =
        new Batches.Source(
            new FileRef("b".repeat(64), Optional.of(Path.of("data/1.npy"))),
            Batches.Format.NPY,
            Optional.empty(),
            0);

    Reproduction made =
        Reproduction.of(
            with(
                build(SampleFallbacks.plain()),
                new Batches.Files(List.of(Batches.Sample.of(Map.of("*", image))))));

    assertThat(made.gaps().get("reproduce.py"))
        .extracting(Message::key)
        .containsExactly("fallback.python-unreadable-data");
  }

  @Test
  void aTensorRtThatLacksWhatTheBuildNeedsIsMissingAndNoFailure() throws Exception {
    write(with(build(SampleFallbacks.plain()), new Batches.None()));
    String script = Files.readString(folder.resolve("reproduce.py"));
    Files.writeString(
        folder.resolve("reproduce.py"), script.replace("FLAGS = [", "FLAGS = [\"NONE_SUCH\", "));

    Run run = python(Map.of());

    assertThat(run.status()).as(run.said()).isEqualTo(3);
    assertThat(run.said()).contains("NONE_SUCH").doesNotContain("Traceback");
  }

  @ParameterizedTest
  @CsvSource({"model.onnx", "calibration.cache"})
  void aFileThatIsGoneIsMissingForBothScripts(String file) throws Exception {
    write(build(SampleFallbacks.plain()));
    Files.delete(folder.resolve(file));

    Run shell = shell("exit 1");
    Run program = python(Map.of());

    assertThat(shell.status()).as(shell.said()).isEqualTo(3);
    assertThat(program.status()).as(program.said()).isEqualTo(3);
    assertThat(shell.said()).contains(file);
    assertThat(program.said()).contains(file);
  }

  @Test
  void aMachineWithoutAGpuIsTold() throws Exception {
    write(build(SampleFallbacks.plain()));

    Run shell = shell("echo '[E] CUDA initialization failure with error: 35'; exit 1");
    Run program = python(Map.of("FAKE_NO_GPU", "yes"));

    assertThat(shell.status()).as(shell.said()).isEqualTo(3);
    assertThat(program.status()).as(program.said()).isEqualTo(3);
    assertThat(program.said()).contains("needs an NVIDIA GPU").doesNotContain("Traceback");
  }

  @ParameterizedTest
  @CsvSource({"CRASHED,0,0", "FAILED,2,2"})
  void aCrashIsTheRecordedEndingOrAnotherOne(Ending ending, int program, int shell)
      throws Exception {
    write(ended(build(SampleFallbacks.plain()), ending));

    assertThat(shell("kill -SEGV $$").status()).isEqualTo(shell);
    if (ending == Ending.CRASHED) {
      assertThat(python(Map.of("FAKE_CRASH", "yes")).status()).isEqualTo(program);
    }
  }

  @Test
  void aBuildThatComesOutIsNotTheCrashThatWasRecorded() throws Exception {
    write(ended(with(build(SampleFallbacks.plain()), new Batches.None()), Ending.CRASHED));

    assertThat(shell("exit 0").status()).isEqualTo(1);
    assertThat(python(Map.of()).status()).isEqualTo(1);
  }

  @Test
  void aBuildThatIsToComeOutIsTheRecordedOneInBoth() throws Exception {
    write(ended(with(build(SampleFallbacks.plain()), new Batches.None()), Ending.BUILT));

    assertThat(shell("exit 0").status()).isZero();
    assertThat(python(Map.of()).status()).isZero();
    assertThat(shell("exit 1").status()).isEqualTo(2);
  }

  @Test
  void trtexecIsHandedTheCacheTheConstraintsAndTheProfile() throws Exception {
    write(build(SampleFallbacks.plain()));

    shell("for word; do echo \"$word\"; done >words; exit 1");

    assertThat(Files.readAllLines(folder.resolve("words")))
        .contains(
            "--onnx=model.onnx",
            "--int8",
            "--calib=calibration.cache",
            "--precisionConstraints=obey",
            "--verbose",
            "--skipInference")
        .anyMatch(word -> word.startsWith("--layerPrecisions=") && word.contains("/conv0/Conv:"))
        .anyMatch(word -> word.startsWith("--optShapes=input:0:"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"8", "10"})
  void theProgramAsksTheSameOfBothGenerationsOfTensorRt(String generation) throws Exception {
    write(build(SampleFallbacks.plain()));

    Run run = python(Map.of("FAKE_TENSORRT", generation, "FAKE_ERROR", ERROR));

    assertThat(run.status()).as(run.said()).isZero();
    assertThat(Files.readAllLines(folder.resolve("record")))
        .contains("network " + (generation.equals("8") ? 1 : 0))
        .contains("flag INT8", "flag OBEY_PRECISION_CONSTRAINTS", "calibration_profile")
        .contains("cache " + encoded(SampleFallbacks.CACHE));
  }

  @Test
  void syntheticPicturesAreThoseThatWereRecordedWith() throws Exception {
    Batches.Synthetic pictures =
        new Batches.Synthetic(Batches.Distribution.IMAGES, 5, 1, java.util.OptionalInt.empty());
    write(with(build(SampleFallbacks.plain()), pictures));

    String said =
        ask(
            "reproduce.shape_of = lambda tensor: [1, 2, 3, 5]",
            "print(batches.made(inputs[0]).hex())");

    NetworkInput input =
        new NetworkInput(TensorName.of("input:0"), DataType.FP32, List.of(1L, 2L, 3L, 5L));
    ByteBuffer made =
        Samples.of(pictures, List.of(input)).iterator().next().values().get(input.name()).bytes();
    byte[] recorded = new byte[made.remaining()];
    made.get(recorded);
    assertThat(said.strip()).isEqualTo(HexFormat.of().formatHex(recorded));
  }

  @Test
  void samplesAreHandedOverOneAfterTheOther() throws Exception {
    write(with(build(SampleFallbacks.plain()), raw("one.raw", 1, 0)));
    Files.write(folder.resolve("one.raw"), new byte[2 * 2 * 3 * 8 * Float.BYTES]);
    Files.writeString(
        folder.resolve("played.py"),
        """
        import reproduce
        class Memory:
            def put(self, name, data):
                print("handed over", name, len(data))
                return 1
        reproduce.GpuMemory = Memory
        reproduce.main()
        """);

    Run run = python3("played.py", Map.of("FAKE_ERROR", ERROR));

    assertThat(run.status()).as(run.said()).isZero();
    assertThat(run.said().lines().filter("handed over input:0 192"::equals)).hasSize(2);
  }

  private static Batches.Files raw(String file, int... blocks) {
    FileRef data = new FileRef("b".repeat(64), Optional.of(Path.of(file)));
    return new Batches.Files(
        java.util.Arrays.stream(blocks)
            .mapToObj(
                block ->
                    Batches.Sample.of(
                        Map.of(
                            "*",
                            new Batches.Source(data, Batches.Format.RAW, Optional.empty(), block))))
            .toList());
  }

  private static byte[] floats(float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  private static FailingBuild ended(FailingBuild build, Ending ending) {
    return new FailingBuild(
        build.heading(),
        build.recipe(),
        build.layers(),
        ending,
        ending == Ending.FAILED ? build.error() : Optional.empty());
  }

  /** What lines of Python say of the program's batches for an input of 6 values. */
  private String ask(String... lines) throws Exception {
    Files.writeString(
        folder.resolve("ask.py"),
        """
        import reproduce
        inputs = [reproduce.trt.Tensor("input:0")]
        reproduce.SHAPES = []
        batches = reproduce.Batches(inputs)
        """
            + String.join("\n", lines));
    return python3("ask.py", Map.of()).said();
  }

  /** Runs the shell script with this in place of trtexec. */
  private Run shell(String trtexec) throws Exception {
    Path played = folder.resolve("bin/trtexec");
    Files.createDirectories(played.getParent());
    Files.writeString(played, "#!/bin/sh\n" + trtexec + "\n");
    assertThat(played.toFile().setExecutable(true)).isTrue();
    return run(
        Map.of("PATH", played.getParent() + ":" + System.getenv("PATH")), "sh", "reproduce.sh");
  }

  private static String hex(Random random) {
    ByteBuffer values = ByteBuffer.allocate(6 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 6; i++) {
      values.putFloat((float) random.nextGaussian());
    }
    return HexFormat.of().formatHex(values.array());
  }

  private static FailingBuild build(Fallback sample) {
    FileRef cache = new FileRef("c".repeat(64), Optional.of(Path.of("calibration.cache")));
    Recipe recipe =
        sample
            .recipe()
            .on(new FileRef("a".repeat(64), Optional.of(Path.of("model.onnx"))))
            .toBuilder()
            .calibrationCache(cache)
            .build();
    return new FailingBuild(
        List.of(Message.of("fallback.use", "C:\\\n#")),
        recipe,
        sample.layers(),
        FailingBuild.Ending.FAILED,
        Optional.of(new FailingBuild.LoggedError(ERROR, PATTERN)));
  }

  private static FailingBuild with(FailingBuild build, Batches batches) {
    Recipe recipe =
        build.recipe().toBuilder()
            .calibrator(CalibrationAlgorithm.ENTROPY_2, batches)
            .noCalibrationCache()
            .build();
    return new FailingBuild(build.heading(), recipe, build.layers(), build.ending(), build.error());
  }

  private static BuildSettings readBack(FailingBuild build) {
    return LikeCommand.parse(Reproduction.of(build).files().get("reproduce.sh")).settings("line");
  }

  private void write(FailingBuild build) throws IOException {
    for (Map.Entry<String, String> file : Reproduction.of(build).files().entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    Files.writeString(folder.resolve("calibration.cache"), SampleFallbacks.CACHE);
    StringBuilder model = new StringBuilder("input " + encoded("input:0") + "\n");
    build
        .layers()
        .forEach(
            layer ->
                model.append(
                    "layer "
                        + encoded(layer.name())
                        + " "
                        + encoded("out " + layer.name())
                        + "\n"));
    Files.writeString(folder.resolve("model.onnx"), model);
  }

  private static String encoded(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  private Run python(Map<String, String> environment) throws Exception {
    return python3("reproduce.py", environment);
  }

  private Run python3(String script, Map<String, String> more) throws Exception {
    Map<String, String> environment = new java.util.HashMap<>(more);
    environment.put("PYTHONPATH", PLAYED.toString());
    environment.putIfAbsent("FAKE_TENSORRT", "8");
    environment.put("FAKE_RECORD", folder.resolve("record").toString());
    return run(environment, "python3", "-B", script);
  }

  private Run run(Map<String, String> environment, String... command) throws Exception {
    assumeThat(
            Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, command[0]))))
        .as("there is no %s here, so this script is not run", command[0])
        .isTrue();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile());
    builder.environment().putAll(environment);
    int status = builder.start().waitFor();
    return new Run(status, Files.readString(folder.resolve("said")));
  }
}
