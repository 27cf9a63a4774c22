package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trtdoctor.data.NpyFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user without a GPU is told of his calibration data. */
class CalibrationDataOptionsTest {
  private static final String MODEL = "src/test/resources/models/silu.onnx";
  private static final int VALUES = 3 * 64 * 64;

  @TempDir private Path folder;
  private final Random random = new Random(5);

  private void raw(String name, DoubleSupplier value) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(VALUES * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < VALUES; i++) {
      out.putFloat((float) value.getAsDouble());
    }
    Files.write(folder.resolve(name), out.array());
  }

  private Tool diagnose(String... more) {
    return Tool.run(
        Stream.concat(
                Stream.of("diagnose", MODEL, "--backend", "none", "--data", folder.toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private static JsonNode json(Tool tool) throws IOException {
    return new ObjectMapper().readTree(tool.out());
  }

  @Test
  void zeroedDataAreNamedWithTheFile() throws IOException {
    raw("cat.raw", () -> 0);
    raw("dog.raw", () -> 0);

    Tool tool = diagnose();

    assertThat(tool.exitCode()).isEqualTo(10);
    assertThat(tool.out())
        .contains("calibration-data-degenerate", "are zero", "cat.raw", "dog.raw")
        .doesNotContain("proved");
  }

  @Test
  void notANumberIsNamedWithTheFile() throws IOException {
    raw("cat.raw", random::nextGaussian);
    raw("dog.raw", () -> random.nextInt(100) == 0 ? Double.NaN : 1);

    Tool tool = diagnose();

    assertThat(tool.exitCode()).isEqualTo(10);
    assertThat(tool.out())
        .contains("calibration-data-not-finite", "NaN or infinity", "dog.raw")
        .doesNotContain("proved");
  }

  @Test
  void imagesThatNobodyNormalisedAreNamed() throws IOException {
    BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 1600; i++) {
      image.setRGB(i % 40, i / 40, random.nextInt(1 << 24));
    }
    ImageIO.write(image, "png", folder.resolve("cat.png").toFile());

    Tool raw = diagnose("--preprocess", "resize=stretch,divide=1");
    Tool normalised = diagnose("--preprocess", "torchvision");

    assertThat(raw.exitCode()).isEqualTo(10);
    assertThat(raw.out()).contains("calibration-data-not-normalised", "possible", "cat.png");
    assertThat(normalised.out()).doesNotContain("not-normalised");
    assertThat(normalised.err()).contains("The calibration data were read: 1 samples");
  }

  @Test
  void aFileThatDoesNotFitTheInputIsNamedAndTheOthersAreRead() throws IOException {
    raw("cat.raw", random::nextGaussian);
    Files.write(folder.resolve("dog.npy"), NpyFile.of("1, 3, 5, 5", 75));

    Tool tool = diagnose();

    assertThat(tool.exitCode()).isEqualTo(10);
    assertThat(tool.out()).contains("calibration-batch-shape", "dog.npy", "[1, 3, 5, 5]");
    assertThat(tool.err()).contains("were read: 1 samples", "1 files do not fit");
  }

  @Test
  void shapesThatTheNetworkDoesNotAllowAreRefused() throws IOException {
    raw("cat.raw", random::nextGaussian);

    Tool tool = diagnose("--shapes", "input:1x3x65x64");

    assertThat(tool.exitCode()).isEqualTo(2);
    assertThat(tool.err()).contains("--shapes", "[1, 3, 65, 64]");
  }

  @Test
  void theExpectedRangeIsHeldAgainstTheData() throws IOException {
    raw("cat.raw", () -> 100 * random.nextGaussian());

    assertThat(diagnose("--expected-range", "-2.5:2.5").out())
        .contains("calibration-data-out-of-range");
  }

  @Test
  void orderlyDataAreSaidToHaveBeenReadAndNothingIsNamed() throws IOException {
    raw("cat.raw", random::nextGaussian);
    raw("dog.raw", random::nextGaussian);

    Tool tool = diagnose("--json");

    assertThat(tool.exitCode()).isEqualTo(11);
    assertThat(json(tool).get("verdict").get("status").asText()).isEqualTo("undetermined");
    assertThat(tool.err()).contains("The calibration data were read: 2 samples");
  }

  @Test
  void aSampleThatReachesTooFarIsToBeMendedOrLeftOut() throws IOException {
    for (int i = 0; i < 20; i++) {
      double factor = i == 11 ? 20 : 1;
      raw("%02d.raw".formatted(i), () -> factor * random.nextGaussian());
    }

    assertThat(diagnose().out())
        .contains("The sample 11.raw alone sets the range")
        .contains("what to do: Look at the sample that is named: mend it, or leave it out");
  }

  @Test
  void whatIsWrongWithSingleSamplesIsToldWhereNoCauseIsNamed() throws IOException {
    for (int i = 0; i < 18; i++) {
      raw("%02d.raw".formatted(i), random::nextGaussian);
    }
    Files.copy(folder.resolve("03.raw"), folder.resolve("18.raw"));
    raw("19.raw", () -> 0);

    Tool tool = diagnose();

    assertThat(tool.exitCode()).isEqualTo(11);
    assertThat(tool.out())
        .contains("18.raw has the values of 03.raw.", "are all zero, 19.raw first.");
  }

  @Test
  void theCaseFolderHasARowForEachSample() throws IOException {
    raw("cat.raw", random::nextGaussian);
    raw("dog.raw", random::nextGaussian);
    Path out = folder.resolve("cases");

    diagnose("--out", out.toString());

    try (Stream<Path> cases = Files.list(out)) {
      List<String> rows = Files.readAllLines(cases.findFirst().orElseThrow().resolve("data.csv"));
      assertThat(rows).hasSize(3);
      assertThat(rows.get(1)).startsWith("1,1,cat.raw,");
    }
  }

  @Test
  void theWorstTensorsArePredictedWithTheirHistograms() throws IOException {
    raw("cat.raw", random::nextGaussian);
    raw("dog.raw", random::nextGaussian);

    JsonNode prediction = json(diagnose("--json")).get("prediction");
    JsonNode worst = prediction.get("shown").get(0);

    assertThat(prediction.get("samples").asInt()).isEqualTo(2);
    assertThat(prediction.get("tensors").asInt()).isEqualTo(11);
    assertThat(prediction.get("cache").isNull()).isTrue();
    assertThat(worst.get("histogram")).hasSize(128);
    assertThat(worst.get("sqnrDb").asDouble())
        .isLessThanOrEqualTo(prediction.get("shown").get(1).get("sqnrDb").asDouble());
  }

  @Test
  void tensorsFarFromTheGivenCacheAreNamed() throws IOException {
    raw("cat.raw", random::nextGaussian);
    Path cache = folder.resolve("given.cache");
    Files.writeString(cache, "TRT-8601-EntropyCalibration2\ninput: 3f800000\n");

    Tool tool = diagnose("--json", "--cache", cache.toString());
    JsonNode prediction = json(tool).get("prediction");

    assertThat(prediction.get("cache").asText()).isEqualTo("given");
    assertThat(prediction.get("differing").asInt()).isEqualTo(1);
    assertThat(tool.err())
        .contains("1 of the 1 scales predicted on the CPU", "most of all that of input");
  }

  /** The recording is of TensorRT 8.6 with the same data. */
  @Test
  void theCacheThatTensorRtWroteInTheBuildStandsBesideThePrediction() throws IOException {
    JsonNode prediction =
        json(Tool.run(
                "diagnose",
                "repro-cases/healthy/model.onnx",
                "--backend",
                "replay:repro-cases/healthy/trt-8.6.recording",
                "--optimization-level",
                "1",
                "--data",
                "synthetic:normal",
                "--no-experiments",
                "--json"))
            .get("prediction");

    assertThat(prediction.get("cache").asText()).isEqualTo("built");
    assertThat(prediction.get("compared").asInt()).isEqualTo(13);
    assertThat(prediction.get("differing").asInt()).isZero();
  }

  @Test
  void nothingIsPredictedWhereNobodyWantsIt() throws IOException {
    raw("cat.raw", random::nextGaussian);

    Tool tool = diagnose("--json", "--no-cpu-calibration");

    assertThat(json(tool).get("prediction").isNull()).isTrue();
    assertThat(tool.err()).doesNotContain("predicted");
  }

  @Test
  void aNetworkWhoseScalesAreInItselfIsANote() throws IOException {
    Tool tool =
        Tool.run(
            "diagnose",
            "repro-cases/field-96-quantized-residual/model.onnx",
            "--backend",
            "none",
            "--json",
            "--data",
            "synthetic:normal");

    assertThat(json(tool).get("prediction").isNull()).isTrue();
    assertThat(tool.err()).contains("The scales were not predicted on the CPU: ");
  }

  @Test
  void aDamagedImageIsBadInputAndNamed() throws IOException {
    Files.writeString(folder.resolve("cat.jpg"), "no image");

    Tool tool = diagnose("--preprocess", "torchvision");

    assertThat(tool.exitCode()).isEqualTo(3);
    assertThat(tool.err()).contains("cat.jpg").doesNotContain("Exception");
  }
}
