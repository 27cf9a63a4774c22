package io.trtdoctor.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.BuildLogReader;
import io.trtdoctor.buildlog.LogEvent.CalibratorCall;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/calibrator_spy.py} in a real Python, without TensorRT. */
class CalibratorSpyTest {
  private static final String HEAD =
      """
      import sys
      sys.path.insert(0, sys.argv[1])
      from calibrator_spy import spy
      class IInt8EntropyCalibrator2: pass
      """;

  @TempDir private Path folder;

  /** The calls that the spy logs when Python runs this. */
  private List<CalibratorCall> calls(String program) throws Exception {
    return read(run(program));
  }

  private String run(String program) throws IOException, InterruptedException {
    assumeThat(
            Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, "python3"))))
        .as("there is no python3 here, so the calibrator spy is not tested")
        .isTrue();
    Path script = Files.writeString(folder.resolve("program.py"), HEAD + program);
    Path said = folder.resolve("said");
    Process python =
        new ProcessBuilder(
                "python3", "-B", script.toString(), Path.of("scripts").toAbsolutePath().toString())
            .redirectError(said.toFile())
            .redirectOutput(folder.resolve("printed").toFile())
            .start();
    assertThat(python.waitFor()).as(Files.readString(said)).isZero();
    return Files.readString(said);
  }

  private static List<CalibratorCall> read(String said) {
    List<BuildLog> builds = new ArrayList<>();
    BuildLogReader.read(
        new ByteArrayInputStream(said.getBytes(StandardCharsets.UTF_8)), "said", builds::add);
    return builds.stream().flatMap(build -> build.all(CalibratorCall.class).stream()).toList();
  }

  @Test
  void callsAndWhatTheyReturnAreRead() throws Exception {
    List<CalibratorCall> calls =
        calls(
            """
            class Mine(IInt8EntropyCalibrator2):
                def get_batch_size(self): return 8
                def get_batch(self, names): return None
            mine = spy(Mine())
            assert mine.get_batch_size() == 8
            assert mine.get_batch(["input"]) is None
            """);

    assertThat(calls)
        .extracting(CalibratorCall::callback)
        .containsExactly("get_batch_size", "get_batch");
    assertThat(calls.get(0).result()).isEqualTo("8");
    assertThat(calls.get(1).result()).startsWith("None");
    assertThat(calls).noneMatch(CalibratorCall::raised);
  }

  @Test
  void anExceptionIsReadAndPassedOn() throws Exception {
    List<CalibratorCall> calls =
        calls(
            """
            class Mine(IInt8EntropyCalibrator2):
                def get_batch_size(self): return 1
                def get_batch(self, names): raise ValueError("cannot reshape array")
            try:
                spy(Mine()).get_batch(["input"])
                sys.exit(9)
            except ValueError:
                pass
            """);

    assertThat(calls)
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.raised()).isTrue();
              assertThat(call.result()).isEqualTo("ValueError: cannot reshape array");
            });
  }

  @Test
  void whatIsNoAddressIsNamed() throws Exception {
    List<CalibratorCall> calls =
        calls(
            """
            class Array:
                shape = (1, 3)
            class Mine(IInt8EntropyCalibrator2):
                def get_batch_size(self): return 1
                def get_batch(self, names): return [Array()]
            spy(Mine()).get_batch(["input"])
            """);

    assertThat(calls)
        .singleElement()
        .satisfies(
            call -> assertThat(call.result()).contains("NOT AN ADDRESS: Array of shape (1, 3)"));
  }

  @Test
  void aCallbackThatIsNotThereIsNamed() throws Exception {
    List<CalibratorCall> calls =
        calls(
            """
            class Mine(IInt8EntropyCalibrator2):
                def get_batch_size(self): return 1
            spy(Mine())
            """);

    assertThat(calls)
        .extracting(CalibratorCall::callback, CalibratorCall::result)
        .containsExactly(org.assertj.core.api.Assertions.tuple("get_batch", "NOT DEFINED by Mine"));
  }

  @Test
  void aNullAddressIsNamed() throws Exception {
    List<CalibratorCall> calls =
        calls(
            """
            class Mine(IInt8EntropyCalibrator2):
                def get_batch_size(self): return 1
                def get_batch(self, names): return [0]
            spy(Mine()).get_batch(["input"])
            """);

    assertThat(calls)
        .singleElement()
        .satisfies(call -> assertThat(call.result()).isEqualTo("[0x0 null]"));
  }
}
