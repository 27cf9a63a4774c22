package io.trtdoctor.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.buildlog.LogEvent;
import io.trtdoctor.buildlog.LogSeverity;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.LayerName;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.PrecisionConstraint;
import io.trtdoctor.model.PrecisionConstraint.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObservationsTest {
  private static Observations logged(LogMessage... messages) {
    return new Observations(
        List.of(messages),
        Map.of(),
        List.of(),
        Optional.empty(),
        OptionalLong.empty(),
        "",
        "",
        Optional.empty(),
        List.of(),
        List.of(),
        Map.of(),
        Optional.empty());
  }

  private static LogMessage message(LogSeverity severity, String text) {
    return new LogMessage(1.5, severity, text);
  }

  @Test
  void theGreatestUseOfGpuMemoryIsReadFromTheLog() {
    Observations seen =
        logged(
            message(
                LogSeverity.INFO,
                "[MemUsageChange] Init builder kernel library: CPU +2976, GPU +754, now: CPU 3119,"
                    + " GPU 1280 (MiB)"),
            message(
                LogSeverity.INFO,
                "[MemUsageStats] Peak memory usage of TRT CPU/GPU memory allocators: CPU 5 MiB,"
                    + " GPU 23 MiB"));

    assertThat(seen.peakGpuBytes()).hasValue(1280L << 20);
  }

  @Test
  void theLogOfAProbeIsReadAsABuildersLog() {
    Observations seen =
        logged(
            message(LogSeverity.INFO, "Starting Calibration."),
            message(LogSeverity.ERROR, "1: Unexpected exception _Map_base::at"));

    assertThat(ProbeLog.builds(seen, "probe"))
        .singleElement()
        .satisfies(
            build ->
                assertThat(build.all(LogEvent.Problem.class))
                    .anyMatch(problem -> problem.line().message().contains("_Map_base::at")));
  }

  @Test
  void aProbeThatLoggedNothingHasNoBuilds() {
    assertThat(ProbeLog.builds(Observations.none(), "probe")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"139, SIGSEGV", "137, SIGKILL", "134, SIGABRT", "1, exit code 1", "162, signal 34"})
  void aDeathIsNamedByItsSignal(int exitCode, String name) {
    assertThat(new Death(exitCode, OptionalInt.empty()).describe()).isEqualTo(name);
  }

  @Test
  void theCrashReportsSignalCountsMoreThanTheAbortThatFollowsIt() {
    assertThat(new Death(134, OptionalInt.of(11)).describe()).isEqualTo("SIGSEGV");
  }

  @Test
  void aRuleForAnOperatorBecomesOneRuleForEachLayerInItsPlace() {
    PrecisionConstraint first = rule(Target.LAYER_NAME, "a");
    PrecisionConstraint convolutions = rule(Target.OPERATOR_TYPE, "Conv");

    List<PrecisionConstraint> rules =
        LayerRules.byName(List.of(convolutions, first), network("Conv", "Relu", "Conv"));

    assertThat(rules).extracting(PrecisionConstraint::pattern).containsExactly("l0", "l2", "a");
  }

  private static PrecisionConstraint rule(Target target, String pattern) {
    return new PrecisionConstraint(target, pattern, Optional.empty(), List.of(), "test");
  }

  private static Network network(String... operators) {
    List<Layer> layers = new java.util.ArrayList<>();
    for (int i = 0; i < operators.length; i++) {
      layers.add(
          new Layer(
              i, LayerName.of("l" + i), operators[i], "", List.of(), List.of(), Map.of(), ""));
    }
    return new Network("n", "", 8, Map.of(), layers, Map.of(), List.of(), List.of(), 0);
  }
}
