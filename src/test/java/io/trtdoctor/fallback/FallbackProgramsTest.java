package io.trtdoctor.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.trtdoctor.model.BuilderLayer;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.probe.Batches;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exported programs run against a TensorRT that is played, in its two flavours. */
class FallbackProgramsTest {
  private static final Path PLAYED = Path.of("src/test/resources/fallback").toAbsolutePath();

  @TempDir private Path folder;

  /** How a program ended and what it did to TensorRT. */
  private record Run(int status, String said, List<String> done) {}

  @ParameterizedTest
  @ValueSource(ints = {8, 10})
  void thePythonProgramAsksOfEachLayerWhatTheVerifiedBuildAsked(int major) throws Exception {
    Fallback fallback = SampleFallbacks.hostile();
    write(fallback);

    Run run = python(major, "build_engine.py", "--onnx", model(fallback).toString());

    assertThat(run.said()).isEmpty();
    assertThat(run.done()).containsExactlyElementsOf(expected(fallback, major));
    assertThat(folder.resolve("fallback.engine")).hasContent("plan");
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 10})
  void theCppProgramAsksOfEachLayerWhatTheVerifiedBuildAsked(int major) throws Exception {
    Fallback fallback = SampleFallbacks.hostile();
    write(fallback);

    Run run = cpp(major, model(fallback).toString());

    assertThat(run.said()).isEmpty();
    assertThat(run.done()).containsExactlyElementsOf(expected(fallback, major));
    assertThat(folder.resolve("fallback.engine")).hasContent("plan");
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 10})
  void thePolygraphyScriptDoesTheSameToTheNetwork(int major) throws Exception {
    Fallback fallback = SampleFallbacks.hostile();
    write(fallback);
    Files.writeString(
        folder.resolve("run.py"),
        """
        import sys
        import tensorrt as trt
        import polygraphy_postprocess
        network = trt.Network()
        network.load(sys.argv[1])
        polygraphy_postprocess.postprocess(network=network)
        """);

    Run run = python(major, "run.py", model(fallback).toString());

    assertThat(run.said()).isEmpty();
    assertThat(run.done()).containsExactlyElementsOf(onTheNetwork(fallback));
  }

  @Test
  void aLayerThatTheNetworkLacksIsNamedAndTheRestIsDone() throws Exception {
    Fallback fallback = SampleFallbacks.plain();
    write(fallback);
    Path other = Files.writeString(folder.resolve("other"), layer("/conv1/Conv"));

    Run run = python(10, "build_engine.py", "--onnx", other.toString());

    assertThat(run.status()).isZero();
    assertThat(run.said())
        .contains("this network has no layer '/conv0/Conv'")
        .contains("this network has no layer 'a layer: with a colon'");
    assertThat(run.done()).contains("precision " + hex("/conv1/Conv") + " HALF");
  }

  @Test
  void aCalibratorOfTheLegacyClassCompilesAndAnswersFromTheCache() throws Exception {
    Fallback fallback = legacy();
    write(fallback);

    assertThat(cpp(8, model(fallback).toString()).done())
        .contains("calibrator IInt8LegacyCalibrator none");
    assertThat(python(8, "build_engine.py", "--onnx", model(fallback).toString()).done())
        .contains("calibrator IInt8LegacyCalibrator none");
  }

  @Test
  void withoutItsCacheThePythonProgramBuildsNothingAndSaysHowToMakeOne() throws Exception {
    Fallback fallback = SampleFallbacks.withoutCache(SampleFallbacks.plain());
    write(fallback);

    Run run = python(8, "build_engine.py", "--onnx", model(fallback).toString());

    assertThat(run.status()).isOne();
    assertThat(run.said())
        .startsWith("error: no calibration cache at ")
        .doesNotContain("Traceback");
    assertThat(folder.resolve("fallback.engine")).doesNotExist();
    for (String file : List.of("build_engine.py", "build_engine.cpp", "trtexec.sh")) {
      assertThat(Files.readString(folder.resolve(file)))
          .contains("Two phases")
          .contains("--calibration-cache calibration.cache --calib-base-cls");
    }
  }

  private static Fallback legacy() {
    Fallback plain = SampleFallbacks.plain();
    return SampleFallbacks.with(
        plain,
        plain.recipe().toBuilder()
            .calibrator(CalibrationAlgorithm.LEGACY, new Batches.None())
            .build());
  }

  /** All that a build of the hostile sample does, in order. */
  private static List<String> expected(Fallback fallback, int major) {
    List<String> lines = new ArrayList<>();
    lines.add("network " + (major == 8 ? 1 : 0));
    lines.addAll(onTheNetwork(fallback));
    lines.addAll(List.of("flag INT8", "flag FP16", "flag OBEY_PRECISION_CONSTRAINTS"));
    lines.addAll(List.of("pool WORKSPACE 1073741824", "level 2", "tactics 5"));
    String input = "shape " + hex(SampleFallbacks.HOSTILE.get(0));
    lines.addAll(List.of(input + " MIN 1x3x8", input + " OPT 2x3x8", input + " MAX 4x3x8"));
    lines.addAll(List.of("profile", "calibration_profile"));
    lines.add("calibrator IInt8EntropyCalibrator2 none");
    lines.add("cache " + hex(SampleFallbacks.CACHE));
    return lines;
  }

  private static List<String> onTheNetwork(Fallback fallback) {
    List<String> lines = new ArrayList<>();
    for (String name : SampleFallbacks.HOSTILE) {
      lines.add("precision " + hex(name) + " HALF");
      lines.add("output_type " + hex(name) + " 0 HALF");
    }
    lines.add("precision " + hex("twin") + " FLOAT");
    lines.add("range " + hex("out of " + SampleFallbacks.HOSTILE.get(1)) + " -1.5 2.25");
    lines.add("unmark " + hex("out of " + last(fallback)));
    lines.add("mark " + hex("out of " + SampleFallbacks.HOSTILE.get(2)));
    return lines;
  }

  private static String last(Fallback fallback) {
    return fallback.layers().get(fallback.layers().size() - 1).name();
  }

  private void write(Fallback fallback) throws IOException {
    for (Map.Entry<String, String> file : FallbackExports.of(fallback).files().entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
  }

  /** The network as the played TensorRT reads it. */
  private Path model(Fallback fallback) throws IOException {
    StringBuilder text = new StringBuilder("input " + hex(SampleFallbacks.HOSTILE.get(0)) + "\n");
    fallback.layers().stream().map(BuilderLayer::name).forEach(name -> text.append(layer(name)));
    return Files.writeString(folder.resolve("model"), text);
  }

  private static String layer(String name) {
    return "layer " + hex(name) + " " + hex("out of " + name) + "\n";
  }

  private Run python(int major, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("python3", "-B"));
    command.addAll(List.of(words));
    return run(major, command);
  }

  private Run cpp(int major, String model) throws Exception {
    Run compiled =
        run(
            major,
            List.of(
                "g++",
                "-std=c++17",
                "-Wall",
                "-Werror",
                "-DFAKE_TENSORRT=" + major,
                "-I" + PLAYED.resolve("include"),
                "build_engine.cpp",
                "-o",
                "build_engine",
                "-ldl"));
    assertThat(compiled.said()).isEmpty();
    return run(major, List.of(folder.resolve("build_engine").toString(), model));
  }

  private Run run(int major, List<String> command) throws Exception {
    assumeThat(isHere(command.get(0)))
        .as("there is no %s here, so this export is not run", command.get(0))
        .isTrue();
    Path record = folder.resolve("record");
    Files.deleteIfExists(record);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile());
    builder.environment().put("FAKE_TENSORRT", String.valueOf(major));
    builder.environment().put("FAKE_RECORD", record.toString());
    builder.environment().put("PYTHONPATH", PLAYED.resolve("python").toString());
    int status = builder.start().waitFor();
    return new Run(
        status,
        Files.readString(folder.resolve("said")),
        Files.exists(record) ? Files.readAllLines(record) : List.of());
  }

  private static boolean isHere(String program) {
    return Path.of(program).isAbsolute()
        || Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }
}
