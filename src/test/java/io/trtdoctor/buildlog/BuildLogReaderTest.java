package io.trtdoctor.buildlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trtdoctor.buildlog.LogEvent.BatchCalibrated;
import io.trtdoctor.buildlog.LogEvent.Fact;
import io.trtdoctor.buildlog.LogEvent.Fact.Topic;
import io.trtdoctor.buildlog.LogEvent.OutsideTrouble;
import io.trtdoctor.buildlog.LogEvent.Problem;
import io.trtdoctor.buildlog.LogEvent.ScaleMissing;
import io.trtdoctor.error.BadInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuildLogReaderTest {
  private static final String MISSING =
      "Missing scale and zero-point for tensor a b, expect fall back to non-int8 implementation for"
          + " any layer consuming or producing given tensor";

  @TempDir Path folder;

  @Test
  void windowsLineEndsAreNoPartOfALine() {
    BuildLog build =
        Logs.only("[W] " + MISSING + "\r\n[I]   Calibrated batch 3 in 0.5 seconds.\r\n");

    assertThat(build.all(ScaleMissing.class).get(0).line().raw()).isEqualTo("[W] " + MISSING);
    assertThat(build.all(BatchCalibrated.class))
        .extracting(BatchCalibrated::batch)
        .containsExactly(3);
  }

  @Test
  void coloursAreRemoved() {
    BuildLog build =
        Logs.only(
            "\u001b[38;5;11m[W] " + MISSING + "\u001b[0m\n[E] \u001b[1m1: Unexpected\u001b[0m x\n");

    assertThat(build.all(ScaleMissing.class).get(0).line().raw()).isEqualTo("[W] " + MISSING);
    assertThat(build.all(Problem.class).get(0).line().raw()).isEqualTo("[E] 1: Unexpected x");
  }

  @Test
  void bytesThatAreNotUtf8AreReplaced() {
    byte[] log = "[E] caf\u00e9 is broken\n".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(Logs.builds(log).get(0).all(Problem.class).get(0).line().message())
        .isEqualTo("caf\ufffd is broken");
  }

  @Test
  void whatAProgressBarOverwroteIsNotShown() {
    BuildLog build =
        Logs.only(
            " 10%|# | 1/10\r 20%|## | 2/10\r[TRT] [I]   Calibrated batch 0 in 0.1 seconds.\n");

    assertThat(build.all(BatchCalibrated.class)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
  void theLogThatPowerShellWroteIsRead(String encoding) throws IOException {
    String text = "\ufeff[TRT] [I] Starting Calibration.\n[TRT] [E] 1: Unexpected exception x\n";
    Path file = Files.write(folder.resolve("wide.log"), text.getBytes(encoding));

    List<BuildLog> builds = read(file);

    assertThat(builds.get(0).all(Problem.class).get(0).line().number()).isEqualTo(2);
  }

  @Test
  void aMessageGoesOnWhileItsBracketIsOpen() {
    BuildLog build =
        Logs.only(
            Logs.lines(
                "[05/02/2024-13:11:13] [TRT] [E] 3: [engine.cpp::~Engine::298] Error Code 3: API"
                    + " Usage Error (Parameter check failed",
                ")",
                "Failed to create the engine"));

    assertThat(build.all(Problem.class).get(0).line().message()).endsWith("failed\n)");
    assertThat(build.all(OutsideTrouble.class).get(0).line().message())
        .isEqualTo("Failed to create the engine");
  }

  @Test
  void theParsersNodeBelongsToItsError() {
    BuildLog build =
        Logs.only(
            Logs.lines(
                "[E] [TRT] ModelImporter.cpp:728: input: \"x\"",
                "output: \"y\"",
                "op_type: \"Resize\"",
                "",
                "[E] [TRT] ModelImporter.cpp:732: ERROR: builtin_op_importers.cpp:3609 In function"
                    + " importResize:",
                "[8] Assertion failed: scales.is_weights() && \"no\""));

    List<Problem> errors = build.all(Problem.class);
    assertThat(errors.get(0).line().message()).endsWith("output: \"y\"\nop_type: \"Resize\"");
    assertThat(errors.get(1).assertion()).contains("scales.is_weights() && \"no\"");
  }

  @Test
  void aTracebackIsOneEventWithAllItsText() {
    String[] traceback = {
      "Traceback (most recent call last):",
      "  File \"build.py\", line 3, in <module>",
      "    f.write(engine.serialize())",
      "",
      "AttributeError: 'NoneType' object has no attribute 'serialize'",
    };
    String log = "[TRT] [E] 1: Unexpected exception x\n" + Logs.lines(traceback) + "[TRT] [W] y\n";

    List<OutsideTrouble> trouble = Logs.only(log).all(OutsideTrouble.class);

    assertThat(trouble).hasSize(1);
    assertThat(trouble.get(0).line().number()).isEqualTo(2);
    assertThat(trouble.get(0).line().raw()).isEqualTo(traceback[0]);
    assertThat(trouble.get(0).line().message()).isEqualTo(String.join("\n", traceback));
  }

  @Test
  void aTracebackOutOfAContainerIsOneEvent() {
    BuildLog build =
        Logs.only(
            Logs.lines(
                "trt_1  | Traceback (most recent call last):",
                "trt_1  |   File \"build.py\", line 3, in <module>",
                "trt_1  | TypeError: x",
                "trt_1  | [05/02/2024-13:11:13] [TRT] [W] y"));

    assertThat(build.all(OutsideTrouble.class)).hasSize(1);
    assertThat(build.all(OutsideTrouble.class).get(0).line().message()).endsWith("\nTypeError: x");
    assertThat(build.lines()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "terminate called after throwing an instance of 'std::out_of_range'",
        "Segmentation fault (core dumped)",
        "Aborted (core dumped)",
        "kernel.cu(12): error: identifier \"inff\" is undefined",
        "RuntimeError: CUDA error",
        "pycuda._driver.LogicError: cuMemcpyHtoDAsync failed: invalid argument",
        "python3: symbol lookup error: undefined symbol: x",
        "Killed",
      })
  void troubleAroundTensorRtIsKept(String line) {
    assertThat(Logs.only(line + "\n").all(OutsideTrouble.class))
        .singleElement()
        .satisfies(trouble -> assertThat(trouble.line().message()).isEqualTo(line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Epoch 3 done", "set kINT8 at layer[0]Conv_9[Conv]", "Building engine..."})
  void whatAProgramPrintsWithoutTroubleIsNoEvent(String line) {
    assertThat(Logs.only(line + "\n").events()).isEmpty();
  }

  @Test
  void anErrorPrintedWithoutAnyPrefixIsAnError() {
    BuildLog build =
        Logs.only("2: [quantization.cpp::DynamicRange::74] Error Code 2: Internal Error (x)\n");

    assertThat(build.all(Problem.class).get(0).isError()).isTrue();
    assertThat(build.all(Problem.class).get(0).function()).contains("DynamicRange");
  }

  @Test
  void trtexecsLogTellsCommandVersionAndSettings() {
    BuildLog build =
        Logs.only(
            Logs.lines(
                "&&&& RUNNING TensorRT.trtexec [TensorRT v8601] # trtexec --onnx=a.onnx --int8",
                "[05/02/2024-13:11:13] [I] === Model Options ===",
                "[05/02/2024-13:11:13] [I] Format: ONNX",
                "[05/02/2024-13:11:13] [I] Model: a.onnx",
                "[05/02/2024-13:11:13] [I] Precision: FP32+INT8",
                "[05/02/2024-13:11:13] [I] Calibration: Dynamic",
                "[05/02/2024-13:11:13] [I] TensorRT version: 8.6.1",
                "[05/02/2024-13:11:13] [I] [TRT] [MemUsageChange] Init CUDA: CPU +1, GPU +0",
                "[05/02/2024-13:11:13] [I] Start parsing network model.",
                "[05/02/2024-13:11:14] [I] [TRT] Input filename:   a.onnx",
                "[05/02/2024-13:11:15] [I] Engine built in 17.4 sec.",
                "[05/02/2024-13:11:15] [I] [TRT] [MemUsageChange] Init CUDA: CPU +0, GPU +0",
                "[05/02/2024-13:11:15] [I] [TRT] Loaded engine size: 4 MiB",
                "&&&& PASSED TensorRT.trtexec [TensorRT v8601] # trtexec --onnx=a.onnx --int8"));

    assertThat(build.version().orElseThrow()).hasToString("8.6.1");
    assertThat(facts(build, Topic.COMMAND_LINE)).containsExactly("trtexec --onnx=a.onnx --int8");
    assertThat(facts(build, Topic.PRECISION)).containsExactly("FP32+INT8");
    assertThat(facts(build, Topic.CALIBRATION)).containsExactly("Dynamic");
    assertThat(facts(build, Topic.MODEL_FILE)).containsExactly("a.onnx");
    assertThat(facts(build, Topic.PROGRAM)).containsExactly("trtexec");
    assertThat(build.first(LogEvent.EngineBuilt.class).orElseThrow().line().number()).isEqualTo(11);
    assertThat(build.lastLine()).isEqualTo(14);
  }

  @Test
  void trtexecRunTwiceIsTwoBuilds() {
    String run = "&&&& RUNNING TensorRT.trtexec [TensorRT v100600] [b26] # trtexec --onnx=a.onnx";
    List<BuildLog> builds =
        Logs.builds(
            Logs.lines(
                run,
                "[05/02/2024-13:11:13] [E] [TRT] IBuilder::buildSerializedNetwork: Error Code 4: x",
                "[05/02/2024-13:11:13] [E] Engine could not be created from network",
                "&&&& FAILED TensorRT.trtexec [TensorRT v100600] [b26] # trtexec --onnx=a.onnx",
                run,
                "[05/02/2024-13:11:15] [I] Created engine with size: 12.3 MiB"));

    assertThat(builds).extracting(BuildLog::firstLine).containsExactly(1L, 5L);
    assertThat(builds).extracting(BuildLog::lastLine).containsExactly(4L, 6L);
    assertThat(builds).extracting(BuildLog::succeeded).containsExactly(false, true);
    assertThat(builds.get(0).all(Problem.class))
        .extracting(problem -> problem.followsFrom().orElse(0L))
        .containsExactly(0L, 2L, 2L);
  }

  @Test
  void polygraphysLogTellsCommandVersionAndFlags() {
    BuildLog build =
        Logs.only(
            Logs.lines(
                "[I] RUNNING | Command Line: /usr/bin/polygraphy run a.onnx --trt --int8",
                "[V] Loaded Module: tensorrt           | Version: 8.5.2.2  | Path: ['/x']",
                "[V]     [MemUsageChange] Init CUDA: CPU +671, GPU +0, now: CPU 590 (MiB)",
                "[I] Building engine with configuration:",
                "    Flags                  | [INT8, OBEY_PRECISION_CONSTRAINTS]",
                "    Engine Capability      | EngineCapability.DEFAULT",
                "[I] Finished engine building in 12.345 seconds"));

    assertThat(build.version().orElseThrow()).hasToString("8.5.2");
    assertThat(facts(build, Topic.COMMAND_LINE))
        .containsExactly("/usr/bin/polygraphy run a.onnx --trt --int8");
    assertThat(facts(build, Topic.PRECISION)).containsExactly("INT8, OBEY_PRECISION_CONSTRAINTS");
    assertThat(build.succeeded()).isTrue();
  }

  @Test
  void aSecondBuilderInOneProcessIsAnotherBuild() {
    String[] failing = {
      "[TRT] [I] [MemUsageChange] Init CUDA: CPU +1, GPU +0, now: CPU 1, GPU 1 (MiB)",
      "[TRT] [I] [MemUsageChange] Init builder kernel library: CPU +1, GPU +1",
      "[TRT] [I] Starting Calibration.",
      "[TRT] [E] 1: Unexpected exception _Map_base::at"
    };

    List<BuildLog> builds = Logs.builds(Logs.lines(failing) + "again\n" + Logs.lines(failing));

    assertThat(builds).extracting(BuildLog::firstLine).containsExactly(1L, 6L);
    assertThat(builds).extracting(BuildLog::lines).containsExactly(4L, 4L);
  }

  @Test
  void theCalibrationEngineIsNoEngineOfTheBuild() {
    BuildLog build =
        Logs.only(
            Logs.lines(
                "[TRT] [I] Perform graph optimization on calibration graph.",
                "[TRT] [I] Total Activation Memory: 5379584 bytes",
                "[TRT] [I] Engine generation completed in 3.64162 seconds."));

    assertThat(build.succeeded()).isFalse();
    assertThat(build.cutOff()).isTrue();
  }

  @Test
  void tensorRt10WithoutVerboseLinesShowsItsEngine() {
    BuildLog build =
        Logs.only(
            Logs.lines(
                "[TRT] [I] Local timing cache in use. Profiling results will not be stored.",
                "[TRT] [I] Detected 1 inputs and 1 output network tensors.",
                "[TRT] [I] Total Host Persistent Memory: 357616 bytes",
                "[TRT] [I] Engine generation completed in 14.4365 seconds.",
                "[TRT] [I] [MemUsageStats] Peak memory usage of TRT CPU/GPU memory allocators: CPU"
                    + " 0 MiB, GPU 19 MiB"));

    assertThat(build.succeeded()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[TRT] [W] Missing scale and zero-po",
        "[TRT] [I]   Calibrated batch 1 in 0.0",
        "[TRT] [V] Engine generation compl",
        "[TRT] [E] 2: [optimizer.cpp::computeCosts::3869] Error Code 10: Internal Error (Could n",
        "[05/02/2024-13:1",
        "19.8399",
        "19.839912 kVERB",
      })
  void aLastLineThatBreaksOffIsACutOff(String end) {
    assertThat(Logs.only("[TRT] [W] whatever\n" + end).cutOff()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[TRT] [E] 1: Unexpected exception _Map_base::at",
        "[TRT] [W] " + MISSING,
        "Failed to create the engine",
        "TypeError: x"
      })
  void aWholeLastLineWithoutALineBreakIsNone(String end) {
    BuildLog build = Logs.only("[TRT] [W] whatever\n" + end);

    assertThat(build.cutOff()).isFalse();
    assertThat(build.events()).hasSize(2);
  }

  @Test
  void aCompressedLogIsReadAsItIs() throws IOException {
    byte[] plain = Logs.recording("trt-8.6.1/silu-im");
    Path file = Files.write(folder.resolve("silu.log"), compressed(plain));

    assertThat(read(file).get(0).events()).isEqualTo(Logs.builds(plain).get(0).events());
  }

  @Test
  void ofADamagedCompressedLogTheTextBeforeTheDamageCounts() throws IOException {
    byte[] whole = compressed(Logs.recording("trt-8.6.1/effvit-healthy"));
    Path file = Files.write(folder.resolve("x.log.gz"), Arrays.copyOf(whole, whole.length / 2));

    BuildLog build = read(file).get(0);

    assertThat(build.cutOff()).isTrue();
    assertThat(build.all(BatchCalibrated.class)).hasSize(2);
  }

  @Test
  void aCompressedLogDamagedFromTheStartIsBadInput() throws IOException {
    Path file = Files.write(folder.resolve("x.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0});

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("x.gz is a gzip file, but it is damaged");
  }

  @Test
  void aMissingLogIsBadInput() {
    assertThatThrownBy(() -> read(folder.resolve("none.log")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("There is no log at")
        .hasMessageContaining("none.log");
  }

  @Test
  void aDirectoryIsBadInput() {
    assertThatThrownBy(() -> read(folder))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("is a directory");
  }

  @Test
  void anEmptyLogIsBadInput() throws IOException {
    Path file = Files.createFile(folder.resolve("empty.log"));

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("is empty");
    assertThatThrownBy(() -> Logs.builds(new byte[0])).isInstanceOf(BadInputException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "7074727400000000, a TensorRT engine",
    "ffd8ffe000104a46, a picture",
    "89504e470d0a1a0a, a picture",
    "7f454c4602010100, a program or library",
    "504b030414000000, an archive",
    "28b52ffd00000000, an archive",
    "0808120770797400, an ONNX model",
    "0000000000000000, binary data",
    "0102030405060708, binary data",
  })
  void aBinaryFileIsBadInputAndSaysWhatItLooksLike(String hex, String kind) {
    byte[] bytes = java.util.HexFormat.of().parseHex(hex);

    assertThatThrownBy(() -> Logs.builds(bytes))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("test.log is not a text log: it looks like " + kind);
  }

  @Test
  void aBigFileGivesTheSameBuildsAsAStreamOfIt() throws IOException {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    for (int i = 0; i < 3; i++) {
      log.write(Logs.recording("trt-8.6.1/effvit-healthy"));
      log.write(Logs.recording("trt-8.6.1/mobilevit-hostptr"));
      log.write(Logs.recording("trt-10.6.0/effvit-healthy"));
    }
    byte[] whole = Arrays.copyOf(log.toByteArray(), log.size() - 7);
    Path file = Files.write(folder.resolve("big.log"), whole);
    List<BuildLog> parallel = new ArrayList<>();

    BuildLogReader.read(file, "test.log", parallel::add);

    assertThat(ParallelScan.isWorthwhile(whole.length)).isTrue();
    assertThat(parallel).hasSize(9).isEqualTo(Logs.builds(whole));
  }

  @Test
  void aLineWithoutEndDoesNotFillTheMemory() throws IOException {
    byte[] whole = new byte[20 << 20];
    Arrays.fill(whole, (byte) 'x');
    byte[] error = "\n[TRT] [E] after it\n".getBytes(StandardCharsets.UTF_8);
    System.arraycopy(error, 0, whole, whole.length - error.length, error.length);
    Path file = Files.write(folder.resolve("long.log"), whole);

    BuildLog parallel = read(file).get(0);

    assertThat(parallel.all(Problem.class).get(0).line().number()).isEqualTo(2);
    assertThat(Logs.builds(whole).get(0).events()).isEqualTo(parallel.events());
  }

  @Test
  void ofAKindOfEventOnlySoManyAreKept() {
    StringBuilder log = new StringBuilder();
    for (int i = 0; i < BuildLog.MOST_EVENTS_OF_A_KIND + 5; i++) {
      log.append("[W] shape tensor\n");
    }
    log.append("[E] the error\n");

    BuildLog build = Logs.only(log.toString());

    assertThat(build.dropped()).isEqualTo(5);
    assertThat(build.problemsSaying("the error")).hasSize(1);
  }

  private static List<String> facts(BuildLog build, Topic topic) {
    return build.all(Fact.class).stream()
        .filter(fact -> fact.topic() == topic)
        .map(Fact::value)
        .toList();
  }

  private static List<BuildLog> read(Path file) {
    List<BuildLog> builds = new ArrayList<>();
    BuildLogReader.read(file, file.getFileName().toString(), builds::add);
    return builds;
  }

  private static byte[] compressed(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }
}
