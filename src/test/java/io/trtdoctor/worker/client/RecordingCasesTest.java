package io.trtdoctor.worker.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.model.DataType;
import io.trtdoctor.onnx.OnnxWriter;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.record.RecordedProbe;
import io.trtdoctor.record.RecordingReader;
import io.trtdoctor.repro.CaseRecorder;
import io.trtdoctor.repro.CaseResult;
import io.trtdoctor.repro.CaseSummary;
import io.trtdoctor.repro.ReproCase;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Texts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recording repro cases with children that fail, crash and hang. */
class RecordingCasesTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir Path folder;

  private void addCase(String task) throws Exception {
    Path repro = Files.createDirectories(folder.resolve("cases/" + task));
    OnnxWriter.named(task)
        .input("input", DataType.FP32, 1)
        .node("Relu", "/relu", List.of("input"), List.of("output"))
        .output("output", DataType.FP32, 1)
        .write(repro.resolve(task));
    Files.writeString(
        repro.resolve("case.json"),
        "{\"title\": \"t\", \"fault\": \"f\", \"expected\": {\"status\": \"undetermined\"},"
            + " \"recipe\": {\"model\": \""
            + task
            + "\"}}");
  }

  private Map<String, CaseResult> record(Duration limit, String... tasks) throws Exception {
    for (String task : tasks) {
      addCase(task);
    }
    TensorRtLine line = new TensorRtLine("9.9", List.of(), List.of(), TensorRtLine.thisJava());
    ChildSettings settings =
        ChildSettings.of(line, folder.resolve("work")).toBuilder()
            .program(
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                FakeChild.class.getName(),
                LONG)
            .mostChildren(2)
            .build();
    try (TensorRtProbeRunner runner = new TensorRtProbeRunner(settings)) {
      Map<String, CaseResult> told = new ConcurrentHashMap<>();
      List<CaseResult> results =
          new CaseRecorder(runner, "9.9", folder.resolve("out"), folder.resolve("work"), limit)
              .record(
                  ReproCase.in(folder.resolve("cases")),
                  2,
                  result -> told.put(result.name(), result));
      assertThat(told.values()).containsExactlyInAnyOrderElementsOf(results);
      return results.stream().collect(Collectors.toMap(CaseResult::name, Function.identity()));
    }
  }

  private Outcome recorded(String name) {
    List<RecordedProbe> probes =
        RecordingReader.read(folder.resolve("out").resolve(name).resolve("trt-9.9.recording"));
    assertThat(probes).hasSize(1);
    return probes.get(0).outcome();
  }

  @Test
  void failuresAndCrashesAreRecordedAndStopNoOtherCase() throws Exception {
    Map<String, CaseResult> results = record(LONG, "build", "exit", "fail", "kill-9", "segv");

    assertThat(recorded("build")).isInstanceOf(Outcome.Built.class);
    assertThat(recorded("fail")).isInstanceOf(Outcome.Failed.class);
    assertThat(recorded("segv")).isInstanceOf(Outcome.Crashed.class);
    assertThat(results.values()).allMatch(CaseResult::recorded);
    assertThat(results.get("fail").symptom()).isEqualTo("Unexpected exception _Map_base::at");
    assertThat(results.get("segv").symptom()).isEqualTo("SIGSEGV: Tactic: 0x1");
  }

  @Test
  void aBuildThatHangsIsRecordedAsHung() throws Exception {
    Map<String, CaseResult> results = record(Duration.ofMillis(300), "hang");

    assertThat(recorded("hang")).isInstanceOf(Outcome.Hung.class);
    assertThat(results.get("hang").kind()).isEqualTo("hung");
  }

  @Test
  void anUnresolvedProbeTakesNoRecordingsPlace() throws Exception {
    Path before = folder.resolve("out/rubbish/trt-9.9.recording");
    Files.createDirectories(before.getParent());
    Files.writeString(before, "recorded earlier");

    Map<String, CaseResult> results = record(LONG, "rubbish");

    assertThat(before).hasContent("recorded earlier");
    assertThat(results.get("rubbish").recorded()).isFalse();
    assertThat(folder.resolve("out/rubbish/trt-9.9.unresolved")).exists();
  }

  @Test
  void recordingAgainReplacesWhatWasThere() throws Exception {
    record(LONG, "fail");
    record(LONG, "fail");

    assertThat(recorded("fail")).isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void aCaseWhoseModelIsMissingIsNamedAndTheOthersGoOn() throws Exception {
    addCase("fail");
    Files.delete(folder.resolve("cases/fail/fail"));

    Map<String, CaseResult> results = record(LONG, "build");

    assertThat(results.get("fail").recorded()).isFalse();
    assertThat(results.get("build").recorded()).isTrue();
  }

  @Test
  void theSummaryHasTheMachineAndARowForEachCase() throws Exception {
    Map<String, CaseResult> results = record(LONG, "build", "fail");

    String summary =
        CaseSummary.markdown(
            "9.9", List.of(results.get("build"), results.get("fail")), Texts.in(Language.EN));

    assertThat(summary).contains("- tensorrt: 9.9.9");
    assertThat(summary.lines().filter(l -> l.startsWith("| build | built |"))).hasSize(1);
    assertThat(summary)
        .contains("| fail | failed | Unexpected exception _Map_base::at | calibrator-no-batches,");
  }
}
