package io.trtdoctor.repro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trtdoctor.check.Catalogue;
import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import io.trtdoctor.record.RecordingReader;
import io.trtdoctor.record.ReplayRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every repro case, as it was recorded on a GPU, against the verdict that it has to get. */
class ReproCasesTest {
  private static final Path FOLDER = Path.of("repro-cases");
  private static final List<String> LINES = List.of("8.6", "10.6");

  @TempDir Path scratch;

  private record OnLine(ReproCase repro, String line) {
    Path recording() {
      return repro.folder().resolve(ReproCase.recordingName(line));
    }

    boolean isRecorded() {
      return Files.exists(recording());
    }

    @Override
    public String toString() {
      return repro + " on " + line;
    }
  }

  static List<ReproCase> cases() {
    return ReproCase.in(FOLDER);
  }

  static List<OnLine> onEachLine() {
    return cases().stream()
        .flatMap(repro -> LINES.stream().map(line -> new OnLine(repro, line)))
        .toList();
  }

  private Diagnosis replay(OnLine each) {
    Recipe recipe = each.repro().recipe(each.line(), scratch);
    try (ReplayRunner replay = ReplayRunner.of(each.recording())) {
      Outcome outcome = replay.run(recipe, Until.finished(), Duration.ZERO);
      assertThat(outcome)
          .as("the recording is of another recipe or another network: record it again")
          .isNotInstanceOf(Outcome.Unresolved.class);
      return CaseJudge.judge(recipe, outcome);
    }
  }

  @ParameterizedTest
  @MethodSource("onEachLine")
  void aRecordedCaseGetsItsVerdict(OnLine each) {
    assumeTrue(each.isRecorded(), "not recorded yet");

    Diagnosis diagnosis = replay(each);

    Expectation verdict = Expectation.of(diagnosis.verdict());
    assertThat(each.repro().accepts(verdict, each.line()))
        .as("%s: %s, expected %s", each, diagnosis.verdict(), each.repro().expected(each.line()))
        .isTrue();
    assertThat(diagnosis.notes()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("onEachLine")
  void theHashOfARecordedRecipeStaysWhatItWas(OnLine each) {
    assumeTrue(each.isRecorded(), "not recorded yet");

    assertThat(RecordingReader.read(each.recording()))
        .isNotEmpty()
        .allSatisfy(probe -> assertThat(probe.recipe().hash()).isEqualTo(probe.recipeHash()));
  }

  @ParameterizedTest
  @MethodSource("onEachLine")
  void aCaseSaysOnWhichLinesItsFaultWasSeen(OnLine each) {
    assumeTrue(each.isRecorded(), "not recorded yet");

    boolean seen = each.repro().expected(each.line()).equals(each.repro().expected());

    assertThat(each.repro().seenOn().contains(each.line())).isEqualTo(seen);
  }

  @ParameterizedTest
  @MethodSource("onEachLine")
  void onceACaseIsRecordedAllAre(OnLine each) {
    assumeTrue(onEachLine().stream().anyMatch(OnLine::isRecorded), "nothing is recorded yet");

    assertThat(each.recording()).exists();
  }

  @ParameterizedTest
  @MethodSource("onEachLine")
  void everyRecipeIsReadAndItsFilesAreThere(OnLine each) {
    Recipe recipe = each.repro().recipe(each.line(), scratch);

    assertThat(recipe.line()).isEqualTo(each.line());
    assertThat(recipe.model().path().orElseThrow()).exists();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyExpectedCauseIsInTheCatalogue(ReproCase repro) {
    Set<String> known =
        Catalogue.all().stream().map(check -> check.cause().id()).collect(Collectors.toSet());

    assertThat(known).containsAll(repro.expected().cause().stream().toList());
    assertThat(known).containsAll(repro.alsoRight());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyCaseIsTiny(ReproCase repro) throws Exception {
    try (Stream<Path> files = Files.list(repro.folder())) {
      for (Path file : files.filter(f -> f.getFileName().toString().contains("onnx")).toList()) {
        assertThat(Files.size(file)).as("%s", file).isLessThan(50_000);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyCaseHasAReadmeThatBeginsWithItsTitle(ReproCase repro) throws Exception {
    assertThat(Files.readString(repro.folder().resolve("README.md"))).startsWith("# ");
    assertThat(repro.title()).isNotBlank();
    assertThat(repro.fault()).isNotBlank();
  }

  @Test
  void thereIsACaseForEveryCauseThatCanBeProvoked() {
    Set<String> causes =
        cases().stream()
            .map(repro -> repro.expected().describe().replaceAll(",.*", ""))
            .collect(Collectors.toSet());

    assertThat(causes)
        .contains(
            "healthy",
            "calibrator-no-batches",
            "calibration-cache-rejected",
            "calibration-cache-empty",
            "calibration-cache-partial",
            "calibration-cache-foreign",
            "no-calibrator",
            "calibration-data-degenerate",
            "calibration-data-not-finite",
            "calibrator-bad-pointer",
            "constraint-without-kernel",
            "constraint-on-index-layer",
            "workspace-too-small",
            "no-optimization-profile",
            "fused-output-without-scale");
  }
}
