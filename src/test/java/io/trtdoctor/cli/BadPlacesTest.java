package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.data.NpyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not where, or not what, the command line says. */
class BadPlacesTest {
  private static final String CASE = "repro-cases/cache-partial/";
  private static final String MODEL = CASE + "model.onnx";
  private static final String CACHE = CASE + "trt-8.6.cache";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cache to-ranges " + CACHE + " --out",
        "calibrate " + MODEL + " --out",
        "calibrate " + MODEL + " --out ours.cache --tensors",
      })
  void aFileInAFolderThatIsNotThereIsRefusedBeforeTheWork(String command) {
    Path place = folder.resolve("nowhere/ranges.csv");

    Tool tool = Tool.run((command + " " + place).split(" "));

    assertThat(tool.err())
        .isEqualTo(
            "trt-doctor: %s cannot be written: there is no folder %s. Make it first, or name another place.%n",
            place, place.getParent());
    assertThat(tool.exitCode()).isEqualTo(2);
    assertThat(Path.of("ours.cache")).doesNotExist();
  }

  @Test
  void aDeviceIsNotReplacedByAFile() {
    Tool tool = Tool.run("cache", "to-ranges", CACHE, "--out", "/dev/full", "--force");

    assertThat(tool.err()).contains("/dev/full is a device or a pipe; a file is expected here.");
    assertThat(tool.exitCode()).isEqualTo(2);
  }

  @Test
  void samplesThatAreNotThereAreAMissingInput() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    for (Path place : new Path[] {folder.resolve("nowhere"), empty}) {
      Tool tool = Tool.run("diagnose", MODEL, "--backend", "none", "--data", place.toString());

      assertThat(tool.exitCode()).isEqualTo(3);
      assertThat(tool.err()).contains(place.toString());
    }
  }

  @Test
  void anArrayThatIsCutOffIsSaidToBe() throws IOException {
    byte[] whole = NpyFile.of("1, 3, 32, 32", 3072);
    Path file = folder.resolve("cut.npy");
    Files.write(file, Arrays.copyOf(whole, whole.length - 4));

    Tool tool = Tool.run("calibrate", MODEL, "--data", file.toString(), "-o", "no.cache");

    assertThat(tool.err())
        .contains(
            file
                + " is cut off: it says that it holds an array of shape [1, 3, 32, 32] and type"
                + " fp32, and has 12284 bytes for it.");
    assertThat(tool.exitCode()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "--resume, nowhere, 3, there is nothing to go on with in nowhere",
    "--max-probes, -1, 2, the option --max-probes takes a number from 0 on",
    "--time-limit, 1e99, 2, the option --time-limit takes a number from 0 on",
    "--optimization-level, 77, 2, the option --optimization-level takes a number",
  })
  void aSlipInAnOptionThatOnlyABuildNeedsIsToldWithoutABuild(
      String option, String value, int code, String words) {
    Tool tool = Tool.run("diagnose", MODEL, "--backend", "none", option, value);

    assertThat(tool.err()).contains(words);
    assertThat(tool.exitCode()).isEqualTo(code);
  }

  @Test
  void aRecordingThatIsNotThereIsSaidToBeMissing() {
    Tool tool = Tool.run("diagnose", MODEL, "--backend", "replay:nowhere");

    assertThat(tool.err())
        .contains("Cannot read the recording nowhere: there is no such file or folder.");
    assertThat(tool.exitCode()).isEqualTo(3);
  }

  @Test
  void whatARecordingDoesNotAnswerIsHeldAgainstWhatItDoes() {
    String recorded = "repro-cases/no-batches-concatenation/";

    Tool tool =
        Tool.run(
            "diagnose",
            recorded + "model.onnx",
            "--no-data",
            "--backend",
            "replay:" + recorded + "trt-8.6.recording");

    assertThat(tool.err())
        .contains("a build with: optimization_level 1. Asked is: optimization_level 0.");
    assertThat(tool.exitCode()).isEqualTo(11);
  }

  @Test
  void anotherModelThanTheRecordedOneIsToldByTheHashesOfBoth() {
    Tool tool =
        Tool.run(
            "diagnose",
            MODEL,
            "--no-data",
            "--optimization-level",
            "1",
            "--backend",
            "replay:repro-cases/no-batches-plain/trt-8.6.recording");

    assertThat(tool.err())
        .containsPattern("a build with: model [0-9a-f]{12}. Asked is: model [0-9a-f]{12}.");
  }

  @Test
  void aFolderIsNoBundle() {
    Tool tool = Tool.run("open", folder.toString());

    assertThat(tool.err()).contains(folder + " is a folder; expected the .zip");
    assertThat(tool.exitCode()).isEqualTo(3);
  }
}
