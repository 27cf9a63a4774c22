package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.environment.Environment;
import io.trtdoctor.environment.Machine;
import io.trtdoctor.environment.TensorRtSource;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Measure;
import io.trtdoctor.probe.Measurement;
import io.trtdoctor.probe.Observations;
import io.trtdoctor.probe.OutputDifference;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import io.trtdoctor.selftest.Part;
import io.trtdoctor.worker.client.ChildSettings;
import io.trtdoctor.worker.client.TensorRtLine;
import io.trtdoctor.worker.client.TensorRtProbeRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Every part of the self-test with every TensorRT that was fetched to this GPU host: {@code mvn
 * verify -Dgroups=gpu -Dgpu.model=FILE}. Where there is no Maven, {@code trt-doctor self-test} does
 * the same.
 */
@Tag("gpu")
class OnTheGpuTest {
  private static final String LEFT_OUT =
      "GPU tests are left out; on a host with a GPU and fetched natives run:"
          + " mvn verify -Dgroups=gpu -Dgpu.model=efficientvit_b0.onnx";
  private static final Path OUT = Path.of("target", "gpu-test");
  private static final Path TINY = Path.of("repro-cases", "silu-output-with-scale", "model.onnx");
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private static void onlyWhenAskedFor() {
    boolean asked = System.getProperty("groups", "").contains("gpu");
    if (!asked) {
      System.out.println(LEFT_OUT);
    }
    Assumptions.assumeTrue(asked, LEFT_OUT);
  }

  @TestFactory
  Stream<DynamicTest> everyPartPassesWithEveryTensorRt() {
    onlyWhenAskedFor();
    Path model = model();
    return sources().stream()
        .flatMap(
            source ->
                Arrays.stream(Part.values())
                    .map(
                        part ->
                            DynamicTest.dynamicTest(
                                source.line() + " " + part.tag(),
                                () -> passes(source, part, model))));
  }

  private static List<TensorRtSource> sources() {
    Machine machine = Machine.local();
    Environment environment = Environment.probe(machine);
    List<TensorRtSource> sources =
        environment.sources().stream()
            .filter(source -> source.home().isPresent())
            .filter(source -> environment.lacksFor(source, machine).isEmpty())
            .toList();
    assertThat(sources).as("nothing to build with: %s", environment.needs()).isNotEmpty();
    return sources;
  }

  @TestFactory
  Stream<DynamicTest> twoFp32EnginesOfOneNetworkDoNotDiffer() {
    onlyWhenAskedFor();
    return sources().stream()
        .map(
            source ->
                DynamicTest.dynamicTest(source.line() + " measured twice", () -> agrees(source)));
  }

  /** The kernels of the first build are kept for the second, since others add up in other order. */
  private static void agrees(TensorRtSource source) throws IOException {
    Path folder = Files.createDirectories(OUT.resolve("measured-" + source.line()));
    TensorRtLine line = TensorRtLine.unpacked(source.line(), Path.of(source.home().orElseThrow()));
    ChildSettings settings =
        ChildSettings.of(line, folder.toAbsolutePath()).toBuilder()
            .mostChildren(1)
            .timingCache(folder.resolve("timings").toAbsolutePath())
            .build();
    Recipe recipe =
        Recipe.of(FileRef.of(TINY), source.line())
            .timingCache(true)
            .measure(new Measure(Batches.Synthetic.normal(2, 3), 5, 20))
            .build();
    try (ProbeRunner runner = new TensorRtProbeRunner(settings)) {
      Observations first = runner.run(recipe, Until.finished(), LIMIT).observations();
      Observations second = runner.run(recipe, Until.finished(), LIMIT).observations();
      Measurement reference = first.measurement().orElseThrow();
      assertThat(reference.shortfall()).isEmpty();
      assertThat(reference.milliseconds()).hasSize(20).allMatch(ms -> ms > 0);
      assertThat(first.machine().get("pid")).isEqualTo(second.machine().get("pid"));
      requireEqual(OutputDifference.between(reference, second.measurement().orElseThrow()));
    }
  }

  private static void requireEqual(OutputDifference difference) {
    assertThat(difference).isInstanceOf(OutputDifference.Measured.class);
    OutputDifference.Measured measured = (OutputDifference.Measured) difference;
    assertThat(measured.values()).isPositive();
    assertThat(measured.relativeL2()).isLessThan(1e-6);
    assertThat(measured.topOneAgreement().orElse(1)).isEqualTo(1);
  }

  /** The models among our resources have no weights. */
  private static Path model() {
    Path model = Path.of(System.getProperty("gpu.model", "efficientvit_b0.onnx"));
    assertThat(model).as("name a network with -Dgpu.model=FILE").isReadable();
    return model;
  }

  private static void passes(TensorRtSource source, Part part, Path model) {
    Tool tool =
        Tool.run(
            "self-test",
            "--trt-home",
            source.home().orElseThrow(),
            "--line",
            source.line(),
            "--model",
            model.toString(),
            "--to",
            OUT.toString(),
            "--parts",
            part.tag());
    assertThat(tool.exitCode()).as(tool.err()).isZero();
  }
}
