package io.trtdoctor.experiment;

import static io.trtdoctor.experiment.Trials.LAYERS;
import static io.trtdoctor.experiment.Trials.everyLayerInt8;
import static io.trtdoctor.experiment.Trials.int8;
import static io.trtdoctor.experiment.Trials.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Exoneration;
import io.trtdoctor.finding.Experiment;
import io.trtdoctor.finding.FallbackBuild;
import io.trtdoctor.finding.IsolationSummary;
import io.trtdoctor.finding.ProbeSummary;
import io.trtdoctor.finding.Proof;
import io.trtdoctor.finding.Subject;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.ConstraintMode;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.text.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvestigationTest {
  @TempDir private Path folder;

  private Experiment investigate(SimulatedTensorRt tensorRt, Recipe failing) throws Exception {
    return new Trials(folder).investigate(tensorRt, failing);
  }

  private static Recipe withoutBatches() {
    return int8()
        .calibrator(CalibrationAlgorithm.ENTROPY_2, new Batches.None())
        .constraints(ConstraintMode.PREFER, everyLayerInt8())
        .build();
  }

  @Test
  void thatNoBatchIsHandedOverIsProvedAndTheConstraintsAreCleared() throws Exception {
    Experiment found = investigate(new SimulatedTensorRt(LAYERS, Set.of()), withoutBatches());

    assertThat(found.proofs()).hasSize(1);
    Proof proof = found.proofs().get(0);
    assertThat(proof.cause()).contains("calibrator-no-batches");
    assertThat(found.probe(proof.failing()).answer()).isEqualTo(ProbeSummary.Answer.FAILS);
    assertThat(found.probe(proof.passing()).answer()).isEqualTo(ProbeSummary.Answer.PASSES);
    assertThat(found.exonerated())
        .extracting(Exoneration::what)
        .extracting(Message::key)
        .containsExactly("experiment.factor.constraints");
    assertThat(found.probes()).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void aFailureThatOurCalibratorDoesNotHaveIsPutInOnPurposeAndTheLogsCompared() throws Exception {
    SimulatedTensorRt tensorRt = new SimulatedTensorRt(LAYERS, Set.of());
    List<String> log =
        List.of(
            "Starting Calibration.",
            "  Post Processing Calibration data in 8.1e-07 seconds.",
            "Assigning tensor scales: /Concat_output_0 using /Other_output_0 [",
            "1: Unexpected exception _Map_base::at");

    Experiment found =
        new Trials(folder)
            .hunting(SameFailure.in(log, SimulatedTensorRt.NO_BATCHES))
            .investigate(tensorRt, int8().build());

    assertThat(found.probes()).hasSize(2);
    assertThat(found.proofs()).singleElement().matches(proof -> proof.cause().isEmpty());
    assertThat(text(found.notes()))
        .anyMatch(note -> note.contains("hands over nothing, on purpose, and fails just so"))
        .anyMatch(note -> note.contains("3 of 4 lines") && note.contains("0 in that of probe 1"))
        .anyMatch(
            note ->
                note.startsWith("Lines of yours that the log of probe 2 has and")
                    && note.contains("3, first: \"Starting Calibration.\""))
        .anyMatch(note -> note.contains("/Other_output_0"));
  }

  @Test
  void theTwoProbesOfAProofDifferInThatSettingAlone() throws Exception {
    SimulatedTensorRt tensorRt = new SimulatedTensorRt(LAYERS, Set.of());
    Experiment found = investigate(tensorRt, withoutBatches());
    Proof proof = found.proofs().get(0);

    Recipe failing = recipe(tensorRt, found.probe(proof.failing()).recipe());
    Recipe passing = recipe(tensorRt, found.probe(proof.passing()).recipe());

    assertThat(
            failing.toBuilder()
                .calibrator(CalibrationAlgorithm.ENTROPY_2, passing.batches())
                .build())
        .isEqualTo(passing);
  }

  private static Recipe recipe(SimulatedTensorRt tensorRt, String hash) {
    return tensorRt.asked().stream().filter(r -> r.hash().equals(hash)).findFirst().orElseThrow();
  }

  @Test
  void everyLayerWithoutAKernelIsFoundAndNoOther() throws Exception {
    Set<String> culprits = Set.of("/block3/Conv", "/block17/Conv", "/block29/Conv");
    Experiment found =
        investigate(
            new SimulatedTensorRt(LAYERS, culprits),
            int8().constraints(ConstraintMode.OBEY, everyLayerInt8()).build());

    IsolationSummary layers =
        found.isolations().stream()
            .filter(isolation -> isolation.over().equals("layers"))
            .findFirst()
            .orElseThrow();
    assertThat(layers.shape()).isEqualTo("independent");
    assertThat(layers.culprits())
        .allSatisfy(set -> assertThat(set).hasSize(1))
        .extracting(set -> set.get(0).name())
        .containsExactlyInAnyOrderElementsOf(culprits);
    assertThat(layers.probes()).hasSizeLessThanOrEqualTo(10);
  }

  @Test
  void fallbacksAreBuiltAndSayWhichLayersTheyLift() throws Exception {
    Experiment found =
        investigate(
            new SimulatedTensorRt(LAYERS, Set.of("/block3/Conv")),
            int8().constraints(ConstraintMode.OBEY, everyLayerInt8()).build());

    assertThat(found.fallbacks())
        .filteredOn(FallbackBuild::verified)
        .extracting(FallbackBuild::id)
        .contains("let-go", "fp16", "fp32", "prefer");
    assertThat(found.fallbacks())
        .filteredOn(build -> build.id().equals("fp16"))
        .flatExtracting(FallbackBuild::lifted)
        .extracting(lift -> lift.layer().name() + " " + lift.precision())
        .containsExactly("/block3/Conv fp16");
  }

  @Test
  void thatConstraintsAreObeyedIsProvedByTheBuildThatOnlyPrefersThem() throws Exception {
    Experiment found =
        investigate(
            new SimulatedTensorRt(LAYERS, Set.of("/block3/Conv")),
            int8().constraints(ConstraintMode.OBEY, everyLayerInt8()).build());

    assertThat(found.proofs())
        .filteredOn(proof -> proof.setting().key().equals("experiment.factor.constraint-mode"))
        .singleElement()
        .satisfies(
            proof -> {
              assertThat(text(List.of(proof.inFailing(), proof.inPassing())))
                  .containsExactly("obey", "prefer");
              assertThat(found.probe(proof.failing()).answer())
                  .isEqualTo(ProbeSummary.Answer.FAILS);
              assertThat(found.probe(proof.passing()).answer())
                  .isEqualTo(ProbeSummary.Answer.PASSES);
            });
  }

  @Test
  void calibrationIsMadeOnceForAllProbesOfTheLayers() throws Exception {
    SimulatedTensorRt tensorRt = new SimulatedTensorRt(LAYERS, Set.of("/block3/Conv"));
    investigate(tensorRt, int8().constraints(ConstraintMode.OBEY, everyLayerInt8()).build());

    long calibrations =
        tensorRt.asked().stream()
            .filter(recipe -> recipe.batches() instanceof Batches.Synthetic)
            .map(Recipe::hash)
            .distinct()
            .count();
    assertThat(calibrations).isLessThanOrEqualTo(3);
  }

  @Test
  void theBatchOfAFileThatBreaksTheCalibrationIsNamed() throws Exception {
    List<Batches.Sample> samples = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      Path file = Files.writeString(folder.resolve("sample" + i + ".raw"), "values " + i);
      samples.add(
          Batches.Sample.of(
              Map.of(
                  "*",
                  new Batches.Source(FileRef.of(file), Batches.Format.RAW, Optional.empty(), 0))));
    }
    Batches.Sample bad = samples.get(41);
    SimulatedTensorRt tensorRt =
        new SimulatedTensorRt(
            LAYERS,
            Set.of(),
            recipe ->
                recipe.batches() instanceof Batches.Files files && files.samples().contains(bad)
                    ? Optional.of(
                        "2: [quantization.cpp::DynamicRange::74] Error Code 2: Internal Error"
                            + " (Assertion min_ <= max_ failed. )")
                    : Optional.empty());

    Experiment found =
        investigate(
            tensorRt,
            int8().calibrator(CalibrationAlgorithm.ENTROPY_2, new Batches.Files(samples)).build());

    assertThat(found.proofs().get(0).cause()).contains("calibration-data-not-finite");
    assertThat(found.isolations())
        .filteredOn(isolation -> isolation.over().equals("batches"))
        .flatExtracting(IsolationSummary::culprits)
        .containsExactly(List.of(Subject.of(Subject.Kind.BATCH, "42: sample41.raw")));
  }

  @Test
  void aFaultThatNoSettingHasIsSaidToBeElsewhere() throws Exception {
    SimulatedTensorRt tensorRt =
        new SimulatedTensorRt(
            LAYERS, Set.of(), recipe -> Optional.of("9: Skipping tactic 0x1 due to exception"));

    Experiment found =
        investigate(tensorRt, int8().constraints(ConstraintMode.PREFER, everyLayerInt8()).build());

    assertThat(found.proofs()).isEmpty();
    assertThat(found.exonerated())
        .extracting(Exoneration::what)
        .extracting(Message::key)
        .containsExactly("experiment.factor.constraints", "experiment.factor.flag");
    assertThat(text(found.notes())).singleElement().asString().contains("none of them is to blame");
  }

  @Test
  void aSymptomThatNeitherThisBuildNorACalibratorWithoutBatchesShowsEndsTheInvestigation()
      throws Exception {
    SimulatedTensorRt tensorRt = new SimulatedTensorRt(LAYERS, Set.of());

    Experiment found =
        new Trials(folder)
            .hunting(new SameFailure("9: something else"))
            .investigate(tensorRt, int8().build());

    assertThat(found.probes()).hasSize(2);
    assertThat(found.proofs()).isEmpty();
    assertThat(text(found.notes())).singleElement().asString().contains("its calibrator above all");
  }

  @Test
  void whenTheBudgetIsSpentTheNextQuestionIsNamed() throws Exception {
    Experiment found =
        new Trials(folder)
            .within(Budget.of(2, Optional.empty()))
            .investigate(new SimulatedTensorRt(LAYERS, Set.of()), withoutBatches());

    assertThat(found.probes()).hasSizeLessThanOrEqualTo(3);
    assertThat(found.isolations())
        .singleElement()
        .satisfies(
            isolation -> {
              assertThat(isolation.complete()).isFalse();
              assertThat(isolation.next()).isPresent();
            });
  }
}
