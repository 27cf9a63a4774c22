package io.trtdoctor.worker.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Observations;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorRtProbeRunnerTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final String CLASS_PATH = System.getProperty("java.class.path");
  private static final String ANY_HASH = "0".repeat(64);

  @TempDir Path work;

  private TensorRtProbeRunner runner = new TensorRtProbeRunner(settings(Path.of("unused")));

  @AfterEach
  void close() {
    runner.close();
  }

  private static ChildSettings settings(Path work) {
    TensorRtLine line = new TensorRtLine("9.9", List.of(), List.of(), TensorRtLine.thisJava());
    String classPath = relative(System.getProperty("surefire.test.class.path", CLASS_PATH));
    return ChildSettings.of(line, work).toBuilder()
        .program(classPath, FakeChild.class.getName(), LONG)
        .mostChildren(1)
        .build();
  }

  /** Relative, as the class path of a tool may be that is started in its own folder. */
  private static String relative(String classPath) {
    Path here = Path.of("").toAbsolutePath();
    return Arrays.stream(classPath.split(File.pathSeparator))
        .map(entry -> here.relativize(Path.of(entry).toAbsolutePath()).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private Outcome run(String task, Until until, Duration limit) {
    return runner.run(recipe(task).build(), until, limit);
  }

  private Outcome run(String task) {
    return run(task, Until.finished(), LONG);
  }

  private static Recipe.Builder recipe(String task) {
    return Recipe.of(file(task), "9.9");
  }

  private static FileRef file(String task) {
    return new FileRef(ANY_HASH, java.util.Optional.of(Path.of("/fake", task)));
  }

  private void start(ChildSettings settings) {
    runner.close();
    runner = new TensorRtProbeRunner(settings);
  }

  private static String pid(Outcome outcome) {
    return outcome.observations().lastLine();
  }

  @Test
  void aBuiltEngineComesBackWithWhatWasSeen() {
    start(settings(work));

    Outcome outcome = run("build");

    assertThat(outcome).isInstanceOf(Outcome.Built.class);
    Observations seen = outcome.observations();
    assertThat(seen.log()).first().satisfies(m -> assertThat(m.text()).isEqualTo("Init CUDA"));
    assertThat(seen.phaseSeconds()).containsEntry("build", 2.0).containsKey("start");
    assertThat(seen.planBytes()).hasValue(1234);
    assertThat(seen.engine()).contains("{\"Layers\": []}");
    assertThat(seen.machine()).containsEntry("tensorrt", "9.9.9");
  }

  @Test
  void oneChildServesManyProbes() {
    start(settings(work));

    assertThat(pid(run("build"))).isEqualTo(pid(run("build")));
  }

  @Test
  void aFreshProcessForEachProbeIsAnOption() {
    start(settings(work).toBuilder().freshForEach(true).build());

    assertThat(pid(run("build"))).isNotEqualTo(pid(run("build")));
  }

  @Test
  void aFailedBuildNamesItsFirstError() {
    start(settings(work));

    assertThat(run("fail"))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.symptom()).contains("_Map_base::at"));
  }

  @Test
  void anExitIsACrashAndTheRunGoesOn() {
    start(settings(work));

    assertThat(run("exit"))
        .isInstanceOfSatisfying(
            Outcome.Crashed.class,
            crashed -> assertThat(crashed.death().describe()).isEqualTo("exit code 5"));
    assertThat(run("build")).isInstanceOf(Outcome.Built.class);
  }

  @Test
  void aSegmentationFaultIsACrashWithLastLineAndCrashReport() {
    start(settings(work));

    assertThat(run("segv"))
        .isInstanceOfSatisfying(
            Outcome.Crashed.class,
            crashed -> {
              assertThat(crashed.death().describe()).isEqualTo("SIGSEGV");
              assertThat(crashed.lastLine()).isEqualTo("Tactic: 0x1");
              assertThat(crashed.observations().files())
                  .anyMatch(file -> file.endsWith("hs_err.log"));
            });
  }

  @Test
  void aKillByOthersIsACrashByThatSignal() {
    start(settings(work));

    assertThat(run("kill-9"))
        .isInstanceOfSatisfying(
            Outcome.Crashed.class,
            crashed -> assertThat(crashed.death().describe()).isEqualTo("SIGKILL"));
  }

  @Test
  void ctrlCIsLeftToTheParent() {
    start(settings(work));
    String first = pid(run("build"));

    assertThat(run("ctrl-c")).isInstanceOf(Outcome.Built.class);
    assertThat(pid(run("build"))).isEqualTo(first);
  }

  @Test
  void aBuildThatTakesTooLongHangsAndTheRunGoesOn() {
    start(settings(work));

    assertThat(run("hang", Until.finished(), SHORT)).isInstanceOf(Outcome.Hung.class);
    assertThat(run("build")).isInstanceOf(Outcome.Built.class);
  }

  @Test
  void aSymptomThatIsWaitedForEndsTheProbeLongBeforeItsLimit() {
    start(settings(work));

    Outcome outcome = run("symptom-then-hang", Until.symptom("No supported formats"), LONG);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.symptom()).isEqualTo("No supported formats for /conv"));
  }

  @Test
  void aProbeOfCalibrationStopsWhenTheCacheIsWritten() {
    start(settings(work));

    Outcome outcome = run("calibrate-then-hang", Until.phaseOver(Until.Phase.CALIBRATION), LONG);

    assertThat(outcome).isInstanceOf(Outcome.Stopped.class);
    assertThat(outcome.observations().batchesAskedFor()).isEqualTo(2);
    assertThat(outcome.observations().batchesHandedOver()).isEqualTo(1);
  }

  @Test
  void rubbishInTheSocketIsUnresolvedAndTheChildIsNotUsedAgain() {
    start(settings(work));

    assertThat(run("rubbish"))
        .isInstanceOfSatisfying(
            Outcome.Unresolved.class,
            unresolved ->
                assertThat(unresolved.reason().key()).isEqualTo("probe.child-talks-rubbish"));
    assertThat(run("build")).isInstanceOf(Outcome.Built.class);
  }

  @Test
  void whatNativeCodePrintsIsKeptApartFromTheProtocol() {
    start(settings(work));

    Observations seen = run("print").observations();

    assertThat(seen.stdout()).isEqualTo("identifier \"inff\" is undefined\n");
    assertThat(seen.stderr()).contains("warning: odd");
  }

  @Test
  void aFloodEndsAtTheTimeLimit() {
    start(settings(work));

    assertThat(run("flood", Until.finished(), SHORT)).isInstanceOf(Outcome.Hung.class);
  }

  @Test
  void aChildThatLostItsContextIsNotUsedAgain() {
    start(settings(work));
    String first = pid(run("build"));

    assertThat(run("lost-context")).isInstanceOf(Outcome.Failed.class);
    assertThat(pid(run("build"))).isNotEqualTo(first);
  }

  @Test
  void aSpareTakesOverFromAChildThatWasKilled() {
    start(settings(work).toBuilder().mostChildren(2).build());
    run("hang", Until.finished(), SHORT);

    Outcome next = run("build");

    assertThat(next).isInstanceOf(Outcome.Built.class);
  }

  @Test
  void aChildThatEndsBeforeItSpeaksIsUnresolvedWithWhatItPrinted() {
    start(settings(work).toBuilder().plugins(List.of(file("exit-at-start"))).build());

    Outcome outcome = startWith("exit-at-start");

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Unresolved.class,
            unresolved -> {
              assertThat(unresolved.reason().key()).isEqualTo("probe.child-not-heard");
              assertThat(unresolved.reason().args()).contains("exit code 3", "no such option");
            });
  }

  private Outcome startWith(String task) {
    return runner.run(recipe("build").plugins(List.of(file(task))).build(), Until.finished(), LONG);
  }

  @Test
  void noBuilderWithoutAWordFromTensorRtIsUnresolved() {
    start(settings(work).toBuilder().plugins(List.of(file("no-builder"))).build());

    assertThat(startWith("no-builder"))
        .isInstanceOfSatisfying(
            Outcome.Unresolved.class,
            unresolved ->
                assertThat(unresolved.reason().key()).isEqualTo("probe.child-failed-to-start"));
  }

  @Test
  void noBuilderWithAnErrorOfTensorRtIsAFailureWithThatSymptom() {
    start(settings(work).toBuilder().plugins(List.of(file("no-resource"))).build());

    assertThat(startWith("no-resource"))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.symptom()).contains("libnvinfer_builder_resource"));
  }

  @Test
  void aRecipeForAnotherLineIsUnresolved() {
    Outcome outcome = runner.run(Recipe.of(file("build"), "8.6").build(), Until.finished(), LONG);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Unresolved.class,
            unresolved -> assertThat(unresolved.reason().key()).isEqualTo("probe.other-line"));
  }

  @Test
  void closingTheRunnerEndsAProbeAtWorkUnresolved() throws Exception {
    start(settings(work));
    run("build");
    CompletableFuture<Outcome> atWork =
        CompletableFuture.supplyAsync(() -> run("hang", Until.finished(), LONG));

    runner.close();

    assertThat(atWork.get()).isInstanceOf(Outcome.Unresolved.class);
  }
}
