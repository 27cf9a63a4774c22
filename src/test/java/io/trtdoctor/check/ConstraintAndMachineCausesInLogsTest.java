package io.trtdoctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.BuildLogReader;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.model.BuildSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The causes outside of calibration on logs as TensorRT really wrote them. */
class ConstraintAndMachineCausesInLogsTest {
  private static final Path RESOURCES = Path.of("src", "test", "resources");
  private static final List<Check> CHECKS =
      List.of(
          new NoGpu(),
          new DriverMismatch(),
          new BuilderResourceAltered(),
          new BuilderResourceMissing(),
          new LibraryMismatch(),
          new RemovedApi(),
          new AsymmetricZeroPoint(),
          new UnsupportedOperator(),
          new NoOptimizationProfile(),
          new StronglyTypedConflict(),
          new ExplicitAndImplicitQuantization(),
          new ConstraintOnIndexLayer(),
          new ConstraintIgnored(),
          new DlaFallback(),
          new OutOfMemory(),
          new WorkspaceTooSmall(),
          new ConstraintWithoutKernel(),
          new PluginWithoutInt8(),
          new QdqMisplaced(),
          new KnownDefect());

  @ParameterizedTest
  @CsvSource({
    "recordings/trt-8.6.1/effvit-obey-conv.log.gz, constraint-without-kernel, POSSIBLE",
    "recordings/trt-8.6.1/effvit-obey-conv-and-outputs.log.gz, constraint-without-kernel, POSSIBLE",
    "recordings/trt-8.6.1/effvit-obey-conv-partial-cache.log.gz, constraint-without-kernel, POSSIBLE",
    "recordings/trt-10.6.0/effvit-obey-conv.log.gz, constraint-without-kernel, POSSIBLE",
    "recordings/trt-8.6.1/effvit-int8-on-index-layers.log.gz, constraint-on-index-layer, EVIDENT",
    "recordings/trt-8.6.1/mobilevit-tinyws.log.gz, workspace-too-small, EVIDENT",
    "recordings/trt-10.15.1/effvit-builder-resource-missing.log.gz, builder-resource-missing, EVIDENT",
    "field-logs/28-known-defect.log, known-defect, POSSIBLE",
    "field-logs/49-workspace-too-small.log, workspace-too-small, POSSIBLE",
    "field-logs/52-asymmetric-zero-point.log, asymmetric-zero-point, EVIDENT",
    "field-logs/55-explicit-and-implicit-quantization.log, explicit-and-implicit-quantization, EVIDENT",
    "field-logs/62-plugin-without-int8.log, plugin-without-int8, POSSIBLE",
    "field-logs/77-dla-fallback.log, dla-fallback, EVIDENT",
    "field-logs/82-constraint-on-index-layer.log, constraint-on-index-layer, EVIDENT",
    "field-logs/84-removed-api.log, removed-api, EVIDENT",
    "field-logs/96-known-defect.log, known-defect, POSSIBLE"
  })
  void theCauseIsTheOnlyOneOfThese(String log, String cause, Certainty certainty) {
    List<Finding> findings = faults(RESOURCES.resolve(log));

    assertThat(findings).extracting(Finding::cause).containsExactly(cause);
    assertThat(findings).extracting(Finding::certainty).containsExactly(certainty);
  }

  static Stream<Path> logsOfOtherCauses() throws IOException {
    List<String> ours =
        List.of(
            "obey",
            "index",
            "tinyws",
            "builder-resource",
            "known-defect",
            "workspace",
            "asymmetric",
            "explicit",
            "plugin",
            "dla",
            "removed");
    try (Stream<Path> files = Files.walk(RESOURCES)) {
      return files
          .filter(file -> file.toString().matches(".*\\.log(\\.gz)?"))
          .filter(file -> ours.stream().noneMatch(file.getFileName().toString()::contains))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("logsOfOtherCauses")
  void aBuildThatIsHealthyOrFailsInCalibrationHasNoneOfThese(Path log) {
    assertThat(faults(log)).isEmpty();
  }

  private static List<Finding> faults(Path file) {
    List<BuildLog> builds = new ArrayList<>();
    BuildLogReader.read(file, file.getFileName().toString(), builds::add);
    return builds.stream()
        .map(
            build ->
                new CaseInputs(
                    Optional.of(build),
                    BuildSettings.unknown(),
                    Optional.empty(),
                    Optional.empty()))
        .flatMap(inputs -> CHECKS.stream().flatMap(check -> check.examine(inputs).stream()))
        .filter(finding -> finding.effect() != Effect.NOTES)
        .toList();
  }
}
