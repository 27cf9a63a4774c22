package io.trtdoctor.buildlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.buildlog.LogEvent.OutsideTrouble;
import io.trtdoctor.buildlog.LogEvent.Problem;
import io.trtdoctor.model.LayerName;
import io.trtdoctor.model.TensorName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages of public reports are found, whatever printed them. */
class FieldLogsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "04-calibrator-no-batches|9|1||_Map_base::at",
        "09-calibration-cache-rejected|2|2|calibrator.cu|Assertion memory != nullptr failed",
        "19-no-calibrator|16|||no scaling factors detected",
        "28-known-defect|1|2|graph.cpp|symbol is not concrete",
        "32-calibration-cache-bad-scale|1|2|weightConvertors.cpp|getter(i) != 0",
        "36-no-implementation|7|10||Could not find any implementation for node",
        "49-workspace-too-small|1|10|optimizer.cpp|Could not find any implementation",
        "52-asymmetric-zero-point|1||builtin_op_importers.cpp|shiftIsAllZeros",
        "55-explicit-and-implicit-quantization|1|||Setting dynamic range is only allowed",
        "62-plugin-without-int8|15|2|pluginV2Runner.cpp|scales.size() == 1",
        "82-constraint-on-index-layer|1|||can only run in INT32 precision",
        "96-known-defect|1|2|weightConvertors.cpp|hasResidualOrExtraJitInput",
      })
  void theFirstErrorIsFound(String log, long line, Integer code, String file, String text) {
    List<Problem> errors =
        Logs.builds(Logs.fieldLog(log)).get(0).all(Problem.class).stream()
            .filter(Problem::isError)
            .toList();

    Problem first = errors.get(0);
    assertThat(first.line().number()).isEqualTo(line);
    assertThat(first.line().message()).contains(text);
    assertThat(first.followsFrom()).isEmpty();
    assertThat(first.code().isPresent() ? first.code().getAsInt() : null).isEqualTo(code);
    assertThat(first.sourceFile().orElse(null)).isEqualTo(file);
  }

  @Test
  void whatACalibratorRaisedIsOutsideTrouble() {
    BuildLog build = only("04-calibrator-no-batches");

    assertThat(build.all(OutsideTrouble.class).get(0).line().message())
        .startsWith("Exception caught in get_batch(): Unable to cast");
    assertThat(build.all(OutsideTrouble.class).get(0).line().number()).isEqualTo(7);
  }

  @Test
  void aLostContextTakesTheErrorsAfterItAlong() {
    assertThat(only("09-calibration-cache-rejected").all(Problem.class))
        .extracting(problem -> problem.followsFrom().orElse(0L))
        .containsExactly(0L, 0L, 3L, 3L);
  }

  @Test
  void aBuilderThatGivesUpFollowsFromTheReason() {
    BuildLog build = only("19-no-calibrator");

    assertThat(build.all(LogEvent.CalibratorAbsent.class)).hasSize(1);
    assertThat(build.problemsSaying("Builder failed"))
        .first()
        .extracting(Problem::followsFrom)
        .isEqualTo(java.util.Optional.of(16L));
    assertThat(build.problemsSaying("Unable to create engine"))
        .first()
        .extracting(Problem::followsFrom)
        .isEqualTo(java.util.Optional.of(16L));
  }

  @Test
  void aPastedErrorBeforeALogIsABuildOfItsOwn() {
    List<BuildLog> builds = Logs.builds(Logs.fieldLog("28-known-defect"));

    assertThat(builds).extracting(BuildLog::firstLine).containsExactly(1L, 3L);
    assertThat(builds.get(0).version().orElseThrow()).hasToString("8.2.0");
    assertThat(builds.get(1).cutOff()).isTrue();
  }

  @Test
  void aWholeFusedNodeIsOneName() {
    assertThat(only("36-no-implementation").problemsSaying("Could not find").get(0).names())
        .containsExactly(
            "/net.88/proto/cv9/conv/Conv + PWN(PWN(/net.88/proto/cv9/act/Sigmoid),"
                + " PWN(/net.88/proto/cv9/act/Mul))");
  }

  @Test
  void missingScalesAreFoundInAnExcerpt() {
    BuildLog build = only("58-scale-missing");

    assertThat(build.all(LogEvent.ScaleMissing.class))
        .extracting(missing -> missing.tensor().value())
        .containsExactly(
            "/global_pool/flatten/Flatten_output_0",
            "(Unnamed Layer* 799) [Constant]_output",
            "(Unnamed Layer* 202) [Matrix Multiply]_output");
    assertThat(build.cutOff()).isFalse();
  }

  @Test
  void strictModeOfOldVersionsIsAFinalFallback() {
    BuildLog build = only("62-plugin-without-int8");

    assertThat(build.all(LogEvent.PrecisionFallback.class)).hasSize(8);
    assertThat(build.all(LogEvent.PrecisionFallback.class).get(2))
        .extracting(LogEvent.PrecisionFallback::layer, LogEvent.PrecisionFallback::isFinal)
        .containsExactly(new LayerName("Split_767[SplitPlugin]"), true);
    assertThat(build.all(LogEvent.ScaleMissing.class).get(0).tensor())
        .isEqualTo(TensorName.of("775"));
  }

  @Test
  void aWrapperThatLeavesTheSeverityOutIsRead() {
    BuildLog build = only("66-calibration-data-degenerate");

    assertThat(build.problemsSaying("is uniformly zero"))
        .extracting(problem -> problem.names().get(0))
        .containsExactly("253", "579", "554");
    assertThat(build.all(LogEvent.PrecisionFallback.class)).hasSize(1);
  }

  @Test
  void layersThatLeaveTheDlaAreNamed() {
    assertThat(only("77-dla-fallback").all(Problem.class))
        .hasSize(6)
        .extracting(problem -> problem.names().get(0))
        .contains("/net.56/Div", "/net.56/Reshape");
  }

  @Test
  void theProgramsOwnReportOfFailureIsOutsideTrouble() {
    BuildLog build = only("84-removed-api");

    assertThat(build.version().orElseThrow()).hasToString("11.0.0");
    assertThat(build.all(OutsideTrouble.class).get(0).line().message())
        .contains("has no attribute 'IInt8Calibrator'");
    assertThat(build.cutOff()).isFalse();
  }

  @Test
  void aLogWithoutALineOfTensorRtIsABuildWithItsTraceback() {
    BuildLog build = only("93-calibrator-api-misuse");

    assertThat(build.lines()).isZero();
    assertThat(build.all(OutsideTrouble.class).get(0).line().message()).startsWith("TypeError:");
  }

  private static BuildLog only(String name) {
    List<BuildLog> builds = Logs.builds(Logs.fieldLog(name));
    assertThat(builds).hasSize(1);
    return builds.get(0);
  }
}
