package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.environment.Environment;
import io.trtdoctor.environment.Machine;
import io.trtdoctor.environment.TensorRtSource;
import io.trtdoctor.selftest.Part;
import java.nio.file.Path;
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
    Machine machine = Machine.local();
    Environment environment = Environment.probe(machine);
    List<TensorRtSource> sources =
        environment.sources().stream()
            .filter(source -> source.home().isPresent())
            .filter(source -> environment.lacksFor(source, machine).isEmpty())
            .toList();
    assertThat(sources).as("nothing to build with: %s", environment.needs()).isNotEmpty();
    Path model = model();
    return sources.stream()
        .flatMap(
            source ->
                Arrays.stream(Part.values())
                    .map(
                        part ->
                            DynamicTest.dynamicTest(
                                source.line() + " " + part.tag(),
                                () -> passes(source, part, model))));
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
