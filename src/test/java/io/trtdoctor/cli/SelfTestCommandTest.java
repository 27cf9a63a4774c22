package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.worker.client.FakeKit;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a child that plays recordings in place of TensorRT. */
class SelfTestCommandTest {
  @TempDir private Path folder;
  private Path kit;
  private Path model;

  @BeforeEach
  void unpack() throws Exception {
    kit = FakeKit.in(folder.resolve("kit"), "8.6-1.5.10");
    model = folder.resolve("efficientvit_b0.onnx");
    try (InputStream in =
        new GZIPInputStream(
            Files.newInputStream(Path.of("src/test/resources/models/efficientvit_b0.onnx.gz")))) {
      Files.copy(in, model);
    }
  }

  private Tool selfTest(String parts, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "self-test",
                "--trt-home",
                kit.toString(),
                "--line",
                "8.6",
                "--model",
                model.toString(),
                "--to",
                folder.resolve("out").toString(),
                "--probes",
                "2",
                "--fresh-probes",
                "1",
                "--jobs",
                "2",
                "--overhead-pairs",
                "1",
                "--parts",
                parts));
    arguments.addAll(List.of(more));
    return Tool.run(arguments.toArray(String[]::new));
  }

  private String report() throws Exception {
    return Files.readString(folder.resolve("out/self-test-8.6.md"));
  }

  @Test
  void whatBuildsAndWhatFailsIsSeenAsItIs() throws Exception {
    Tool tool = selfTest("healthy,no-batches,bad-pointer");

    assertThat(tool.err()).doesNotContain("FAILED").doesNotContain("BROKEN");
    assertThat(tool.exitCode()).isZero();
    assertThat(report())
        .contains("judged: yes: calibrator-no-batches", "the next is built: yes: built");
  }

  @Test
  void twoEnginesOfOneProcessAreTimedAndCompared() throws Exception {
    Tool tool = selfTest("measure");

    assertThat(tool.exitCode()).as(tool.err()).isZero();
    assertThat(report())
        .contains("FP32, median ms: yes: 1.50000", "INT8, median ms: yes: 0.500000")
        .contains("one process: yes: ", "top-1 agreement: 1.00000");
  }

  @Test
  void aChildKilledInMidBuildIsReportedAndTheRunGoesOn() throws Exception {
    Tool tool = selfTest("crash");

    assertThat(tool.err()).contains("crash: PASSED");
    assertThat(report()).contains("seen as SIGSEGV: yes: SIGSEGV", "the run goes on: yes: failed");
  }

  @Test
  void probesAMinuteAreComparedInATable() throws Exception {
    selfTest("one-child,many-children");
    Tool tool = selfTest("fresh");

    assertThat(tool.exitCode()).isZero();
    assertThat(report())
        .contains("| probes with a process each | 1 | 1 |")
        .contains("| probes on one child | 2 | 1 |")
        .contains("| probes on all the children that the GPU takes | 2 | 2 |")
        .contains("kernel timings kept: yes", "children up then: 2")
        .doesNotContain("not measured");
  }

  @Test
  void probesOnManyChildrenTellWhatTheyHaveWhenTimeIsUp() throws Exception {
    selfTest("many-children", "--many-seconds", "0", "--no-timing-cache");

    assertThat(report())
        .contains("kernel timings kept: no", "as expected: NO: 0 of 2, then time was up");
  }

  @Test
  void aPartThatBreaksDoesNotKeepTheNextFromBeingRun() throws Exception {
    Files.delete(kit.resolve("jre/bin/java"));
    Files.createDirectory(kit.resolve("jre/bin/java"));

    Tool tool = selfTest("overhead,no-batches");

    assertThat(tool.exitCode()).isEqualTo(ExitStatus.UNDETERMINED.code());
    assertThat(tool.err()).contains("overhead: BROKEN", "no-batches: FAILED");
    assertThat(report()).contains("| overhead |", "| no-batches |");
  }

  @Test
  void anUnknownPartIsAUsageError() {
    assertThat(selfTest("sleep").exitCode()).isEqualTo(2);
  }
}
