package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trtdoctor.calibration.CalibrationCacheReader;
import io.trtdoctor.data.NpyFile;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.Scale;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.onnx.OnnxWriter;
import io.trtdoctor.record.RecordingReader;
import io.trtdoctor.report.Schemas;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CalibrateCommandTest {
  private static final Path SCHEMA = Path.of("docs/calibrate.schema.json");
  private static final Path CASES = Path.of("repro-cases");
  private static final String MODEL = CASES.resolve("healthy/model.onnx").toString();

  @TempDir private Path folder;

  private CalibrationCache recorded(String name, String line) throws IOException {
    Path recording = CASES.resolve(name).resolve("trt-" + line + ".recording");
    String text =
        RecordingReader.read(recording)
            .get(0)
            .outcome()
            .observations()
            .calibrationCache()
            .orElseThrow();
    Path file = folder.resolve("recorded.cache");
    Files.writeString(file, text);
    return CalibrationCacheReader.read(file);
  }

  private CalibrationCache calibrated(String model, String... options) {
    Path file = folder.resolve("ours.cache");
    String[] all = new String[options.length + 4];
    all[0] = "calibrate";
    all[1] = model;
    all[2] = "-o";
    all[3] = file.toString();
    System.arraycopy(options, 0, all, 4, options.length);
    Tool tool = Tool.run(all);
    assertThat(tool.err()).endsWith("Written: " + file + "\n");
    assertThat(tool.exitCode()).isZero();
    return CalibrationCacheReader.read(file);
  }

  /** What TensorRT wrote on a GPU, from the same data, all of it. */
  @ParameterizedTest
  @CsvSource({
    "healthy,8.6,8.6.1,entropy2,normal,13,''",
    "healthy,10.6,10.6.0,entropy2,normal,13,''",
    "tiny-workspace,8.6,8.6.1,entropy2,normal,53,/transformer.0/attn/Softmax_output_0",
    "zero-data,8.6,8.6.1,entropy2,zeros,14,''",
    "field-36-prototypes-after-upsampling,10.6,10.6.0,minmax,normal,17,''",
    "field-58-classifier-after-pooling,8.6,8.6.1,minmax,'normal,batches=1',12,''",
    "field-58-classifier-after-pooling,10.6,10.6.0,minmax,'normal,batches=1',12,''",
    "field-28-two-inputs-concatenated,10.6,10.6.0,minmax,'normal,batches=1',7,''"
  })
  void theScalesAreThoseThatTensorRtWrote(
      String name,
      String line,
      String version,
      String calibrator,
      String data,
      int common,
      String oursAlone)
      throws IOException {
    CalibrationCache theirs = recorded(name, line);
    CalibrationCache ours =
        calibrated(
            CASES.resolve(name).resolve("model.onnx").toString(),
            "--for",
            version,
            "--calibrator",
            calibrator,
            "--data",
            "synthetic:" + data);

    assertThat(ours.header()).isEqualTo(theirs.header());
    Map<TensorName, Scale> recorded = theirs.scales();
    Set<String> others = new TreeSet<>();
    int same = 0;
    for (CalibrationCache.Entry entry : ours.entries()) {
      if (recorded.containsKey(entry.tensor())) {
        float scale = recorded.get(entry.tensor()).value();
        assertThat((double) entry.scale().value())
            .as("%s", entry.tensor())
            .isCloseTo(scale, withPercentage(0.001));
        same++;
      } else {
        others.add(entry.tensor().value());
      }
    }
    assertThat(same).isEqualTo(common).isEqualTo(recorded.size());
    assertThat(String.join(" ", others)).isEqualTo(oursAlone);
  }

  @Test
  void aTableTellsOfEveryTensor() throws IOException {
    Path table = folder.resolve("tensors.csv");
    calibrated(MODEL, "--tensors", table.toString());

    assertThat(Files.readAllLines(table))
        .hasSize(14)
        .first()
        .isEqualTo(
            "tensor,scale,threshold,bins,range,largest,margin,values,zeros,not_finite,clipped,sqnr_db,"
                + "copied_from");
  }

  @Test
  void theJsonTableHoldsTheHistograms() throws IOException {
    Path table = folder.resolve("tensors.json");
    calibrated(MODEL, "--tensors", table.toString());
    JsonNode input = new ObjectMapper().readTree(table.toFile()).get("tensors").get(0);

    assertThat(input.get("tensor").asText()).isEqualTo("input");
    assertThat(input.get("histogram")).hasSize(2048);
    assertThat(input.get("bins").asInt()).isBetween(128, 2048);
  }

  @Test
  void withJsonTheSummaryIsOneObject() throws IOException {
    Tool tool =
        Tool.run("calibrate", MODEL, "-o", folder.resolve("ours.cache").toString(), "--json");
    JsonNode json = new ObjectMapper().readTree(tool.out());

    assertThat(json.get("schemaVersion").asInt()).isEqualTo(1);
    assertThat(json.get("tensors")).hasSize(13);
    assertThat(json.get("synthetic").asBoolean()).isTrue();
  }

  @Test
  void theSummaryNamesTheWorstTensorsAndWhoseDataItWas() {
    Tool tool = Tool.run("calibrate", MODEL, "-o", folder.resolve("ours.cache").toString());

    assertThat(tool.out()).contains("13 tensors", "2 samples", "synthetic data", "SQNR");
  }

  @Test
  void ofAQuantizedNetworkItIsSaidThatTensorRtReadsNoCache() {
    Tool tool =
        Tool.run(
            "calibrate",
            CASES.resolve("field-96-quantized-residual/model.onnx").toString(),
            "-o",
            folder.resolve("ours.cache").toString());

    assertThat(tool.err()).contains("QuantizeLinear");
  }

  @Test
  void aCacheThatIsThereIsReplacedOnlyIfAsked() throws IOException {
    Path file = folder.resolve("ours.cache");
    Files.writeString(file, "mine");
    Tool tool = Tool.run("calibrate", MODEL, "-o", file.toString());

    assertThat(tool.exitCode()).isEqualTo(2);
    assertThat(file).hasContent("mine");
  }

  @Test
  void withoutSamplesNothingIsWritten() {
    Path file = folder.resolve("ours.cache");
    Tool tool = Tool.run("calibrate", MODEL, "-o", file.toString(), "--data", "synthetic:none");

    assertThat(tool.exitCode()).isEqualTo(3);
    assertThat(tool.err()).contains("no sample");
    assertThat(file).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "'--for eight -o x.cache',eight",
    "'--tensors table.txt -o x.cache',table.txt",
    "'--data synthetic:normal',-o"
  })
  void whatMakesNoSenseIsAUsageError(String options, String named) {
    Tool tool = Tool.run(("calibrate " + MODEL + " " + options).split(" "));

    assertThat(tool.exitCode()).isEqualTo(2);
    assertThat(tool.err()).contains(named);
  }

  private void raw(String name, DoubleSupplier value) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(3 * 32 * 32 * 4).order(ByteOrder.LITTLE_ENDIAN);
    while (out.hasRemaining()) {
      out.putFloat((float) value.getAsDouble());
    }
    Files.write(Files.createDirectories(folder.resolve("data")).resolve(name), out.array());
  }

  private Tool calibrateFromData(String... more) {
    return Tool.run(
        Stream.concat(
                Stream.of(
                    "calibrate",
                    MODEL,
                    "-o",
                    folder.resolve("ours.cache").toString(),
                    "--data",
                    folder.resolve("data").toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void whatIsWrongWithTheDataIsSaidFirstAndWithTheFile() throws IOException {
    Random random = new Random(5);
    raw("cat.raw", random::nextGaussian);
    raw("dog.raw", () -> random.nextInt(100) == 0 ? Double.NaN : 1);

    Tool tool = calibrateFromData();

    assertThat(tool.exitCode()).isZero();
    assertThat(tool.err())
        .containsSubsequence("calibration-data-not-finite (evident)", "dog.raw", "Written: ");
  }

  @Test
  void theDataAreHeldAgainstTheRangeThatIsExpected() throws IOException {
    Random random = new Random(5);
    raw("cat.raw", () -> 100 * random.nextGaussian());

    assertThat(calibrateFromData("--expected-range", "-2.5:2.5").err())
        .contains("calibration-data-out-of-range", "cat.raw");
  }

  @Test
  void howMuchTheLastQuarterStillMovesTheScalesIsSaid() throws IOException {
    Random random = new Random(5);
    for (int i = 0; i < 3; i++) {
      raw(i + ".raw", random::nextGaussian);
    }
    raw("last.raw", () -> 10 * random.nextGaussian());

    Tool tool = calibrateFromData("--calibrator", "minmax", "--json");
    JsonNode drift = new ObjectMapper().readTree(tool.out()).get("lastQuarter");

    assertThat(drift.get("tensors").asInt()).isEqualTo(drift.get("far").asInt()).isPositive();
    assertThat(drift.get("medianChange").asDouble()).isBetween(3.0, 20.0);
  }

  static Stream<List<String>> printedAsJson() {
    return Stream.of(
        List.of(MODEL),
        List.of(MODEL, "--for", "10.3", "--data", "synthetic:zeros,batches=5"),
        List.of(CASES.resolve("tiny-workspace/model.onnx").toString(), "--calibrator", "minmax"),
        List.of(
            MODEL,
            "--backend=replay:" + CASES.resolve("healthy/trt-8.6.recording"),
            "--optimization-level=1"));
  }

  @ParameterizedTest
  @MethodSource("printedAsJson")
  void theJsonFitsTheSchemaAndHasNoFieldThatItLacks(List<String> words) throws IOException {
    List<String> all = new ArrayList<>(words);
    all.add(0, "calibrate");
    all.addAll(List.of("-o", folder.resolve("ours.cache").toString(), "--json"));
    Tool tool = Tool.run(all.toArray(String[]::new));

    assertThat(Schemas.closed(SCHEMA).validate(new ObjectMapper().readTree(tool.out()))).isEmpty();
  }

  static Stream<Consumer<ObjectNode>> wrongJson() {
    return Stream.of(
        json -> json.put("schemaVersion", 2),
        json -> json.remove("tensors"),
        json -> json.put("samples", 0),
        json -> json.put("version", "8.6"),
        json -> ((ObjectNode) json.at("/tensors/0")).put("bins", 2049),
        json -> ((ObjectNode) json.at("/tensors/0")).remove("copiedFrom"),
        json -> ((ObjectNode) json.get("seconds")).put("data", -1));
  }

  @ParameterizedTest
  @MethodSource("wrongJson")
  void theSchemaRejects(Consumer<ObjectNode> change) throws IOException {
    Tool tool =
        Tool.run("calibrate", MODEL, "-o", folder.resolve("ours.cache").toString(), "--json");
    ObjectNode json = (ObjectNode) new ObjectMapper().readTree(tool.out());
    change.accept(json);

    assertThat(Schemas.of(SCHEMA).validate(json)).isNotEmpty();
  }

  private Path openModel() {
    Path file = folder.resolve("open.onnx");
    OnnxWriter.named("open")
        .input("x", DataType.FP32, -1, 3, -1)
        .node("Relu", "/relu", List.of("x"), List.of("y"))
        .output("y", DataType.FP32, -1, 3, -1)
        .write(file);
    return file;
  }

  @Test
  void openDimensionsAreThoseOfEachSample() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.write(data.resolve("a.npy"), NpyFile.of("1, 3, 2", 6));
    Files.write(data.resolve("b.npy"), NpyFile.of("2, 3, 4", 24));
    Path table = folder.resolve("tensors.json");
    calibratedFrom(openModel(), "--data", data.toString(), "--tensors", table.toString());
    JsonNode input = new ObjectMapper().readTree(table.toFile()).get("tensors").get(0);

    assertThat(input.get("values").asInt()).isEqualTo(30);
    assertThat(input.get("largest").asInt()).isEqualTo(23);
  }

  @Test
  void anArrayThatAnOpenInputCannotTakeIsNamed() throws IOException {
    Path file = Files.write(folder.resolve("a.npy"), NpyFile.of("1, 4, 2", 8));

    assertThat(openCalibrated("--data", file.toString()))
        .contains(file.toString(), "[1, 4, 2]", "x takes [-1, 3, -1]");
  }

  @Test
  void syntheticDataNeedTheShapeOfAnOpenInput() {
    assertThat(openCalibrated("--data", "synthetic:normal"))
        .contains("The input x", "--shapes x:1x3x128");
  }

  private String openCalibrated(String... options) {
    Tool tool = calibratedFrom(openModel(), options);
    assertThat(tool.exitCode()).isIn(2, 3);
    return tool.err();
  }

  private Tool calibratedFrom(Path model, String... options) {
    List<String> all =
        new ArrayList<>(
            List.of("calibrate", model.toString(), "-o", folder.resolve("ours.cache").toString()));
    all.addAll(List.of(options));
    return Tool.run(all.toArray(String[]::new));
  }
}
