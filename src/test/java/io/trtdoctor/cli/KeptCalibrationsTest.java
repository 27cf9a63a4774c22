package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.CalibratorCall;
import io.trtdoctor.model.ConstraintMode;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.PrecisionConstraint;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Observations;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KeptCalibrationsTest {
  private static final String CACHE = "TRT-8601-EntropyCalibration2\nx: 3d120d2f\n";
  private static final Recipe RECIPE = recipe(2).build();

  @TempDir private Path folder;
  private final List<Message> heard = new ArrayList<>();
  private final List<Recipe> asked = new ArrayList<>();

  private static Recipe.Builder recipe(int batches) {
    return Recipe.of(FileRef.ofHash("a".repeat(64)), "8.6")
        .flags(BuilderFlag.INT8)
        .calibrator(CalibrationAlgorithm.ENTROPY_2, Batches.Synthetic.normal(1, batches));
  }

  private static Outcome built(boolean handedOver, Optional<String> cache) {
    return new Outcome.Built(
        new Observations(
            List.of(),
            Map.of(),
            List.of(
                new CalibratorCall(
                    0.5,
                    CalibratorCall.Method.GET_BATCH,
                    handedOver,
                    1,
                    List.of(),
                    OptionalDouble.empty(),
                    Optional.empty())),
            cache,
            OptionalLong.of(1),
            "",
            "",
            Optional.empty(),
            List.of(),
            List.of(),
            Map.of("gpu", "H100"),
            Optional.empty()));
  }

  private static final Outcome HEALTHY = built(true, Optional.of(CACHE));

  private KeptCalibrations kept(String machine) {
    return new KeptCalibrations(folder, machine, heard::add);
  }

  private Outcome run(KeptCalibrations kept, Recipe recipe, Outcome answer, int time) {
    ProbeRunner runner =
        new ProbeRunner() {
          @Override
          public Outcome run(Recipe wanted, Until until, Duration limit) {
            asked.add(wanted);
            return answer;
          }

          @Override
          public void close() {}
        };
    return kept.around(runner).run(recipe, Until.finished(), Duration.ofSeconds(1), time);
  }

  private Outcome runRecalled(String machine, Recipe recipe) {
    KeptCalibrations kept = kept(machine);
    kept.recall(recipe);
    return run(kept, recipe, HEALTHY, 1);
  }

  private void keep() {
    run(kept("H100-8.6.1"), RECIPE, HEALTHY, 1);
    asked.clear();
  }

  @Test
  void whatIsRecalledIsNotRunAgainAndSaysSinceWhenItIsKept() {
    keep();

    Outcome recalled = runRecalled("H100-8.6.1", RECIPE);

    assertThat(asked).isEmpty();
    assertThat(recalled.observations().calibrationCache()).contains(CACHE);
    assertThat(recalled.observations().keptSince()).isPresent();
    assertThat(heard).extracting(Message::key).containsExactly("cli.gpu.calibration-recalled");
  }

  @Test
  void whatIsNotRecalledIsRun() {
    keep();

    Outcome outcome = run(kept("H100-8.6.1"), RECIPE, HEALTHY, 1);

    assertThat(outcome).isEqualTo(HEALTHY);
    assertThat(asked).hasSize(1);
    assertThat(heard).isEmpty();
  }

  @Test
  void askedForASecondTimeItIsRun() {
    keep();
    KeptCalibrations kept = kept("H100-8.6.1");
    kept.recall(RECIPE);

    run(kept, RECIPE, HEALTHY, 2);

    assertThat(asked).hasSize(1);
  }

  @Test
  void anotherGpuOrVersionCalibratesForItself() {
    keep();

    runRecalled("T4-8.6.1", RECIPE);
    runRecalled("H100-8.6.2", RECIPE);

    assertThat(asked).hasSize(2);
  }

  @Test
  void otherBatchesAreAnotherCalibration() {
    keep();

    runRecalled("H100-8.6.1", recipe(3).build());

    assertThat(asked).hasSize(1);
  }

  static Stream<Arguments> unfit() {
    return Stream.of(
        Arguments.of("a failure", new Outcome.Failed("x", HEALTHY.observations())),
        Arguments.of("no cache", built(true, Optional.empty())),
        Arguments.of("no entry", built(true, Optional.of("TRT-8601-EntropyCalibration2\n"))),
        Arguments.of("not a number", built(true, Optional.of(CACHE + "y: 7fc00000\n"))),
        Arguments.of("garbage", built(true, Optional.of(CACHE + "what is this\n"))),
        Arguments.of("no batch", built(false, Optional.of(CACHE))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unfit")
  void whatIsNotHealthyIsNotKept(String why, Outcome outcome) {
    run(kept("H100-8.6.1"), RECIPE, outcome, 1);

    assertThat(folder).isEmptyDirectory();
  }

  static Stream<Recipe> notForScales() {
    return Stream.of(
        recipe(2).calibrationCache(FileRef.ofHash("b".repeat(64))).build(),
        recipe(2).workspaceBytes(1).build(),
        recipe(2)
            .constraints(
                ConstraintMode.PREFER,
                List.of(
                    new PrecisionConstraint(
                        PrecisionConstraint.Target.LAYER_NAME,
                        "/*",
                        Optional.of(DataType.INT8),
                        List.of(),
                        "test")))
            .build());
  }

  @ParameterizedTest
  @MethodSource("notForScales")
  void whatNoInvestigationWouldAskForIsNotKept(Recipe recipe) {
    run(kept("H100-8.6.1"), recipe, HEALTHY, 1);

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aDamagedFileIsReplaced() throws IOException {
    keep();
    try (Stream<Path> files = Files.list(folder)) {
      Files.writeString(files.findFirst().orElseThrow(), "my thesis");
    }

    assertThat(runRecalled("H100-8.6.1", RECIPE)).isEqualTo(HEALTHY);
    assertThat(runRecalled("H100-8.6.1", RECIPE).observations().keptSince()).isPresent();
  }

  @Test
  void aFolderThatCannotBeWrittenCostsNothingButAWord() throws IOException {
    Files.delete(folder);

    assertThat(run(kept("H100-8.6.1"), RECIPE, HEALTHY, 1)).isEqualTo(HEALTHY);
    assertThat(heard).extracting(Message::key).containsExactly("cli.gpu.calibration-not-kept");
  }
}
