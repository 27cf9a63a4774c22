package io.trtdoctor.experiment;

import static io.trtdoctor.experiment.Trials.LAYERS;
import static io.trtdoctor.experiment.Trials.int8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Exoneration;
import io.trtdoctor.finding.Experiment;
import io.trtdoctor.finding.Proof;
import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.ConstraintMode;
import io.trtdoctor.model.DynamicRange;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.TacticSource;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.Recipe;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RarerFactorsTest {
  private static final String FAULT = "9: Skipping tactic 0x1 due to exception";
  private static final TensorName INPUT = TensorName.of("input");

  @TempDir private Path folder;

  private static SimulatedTensorRt failingWhere(Predicate<Recipe> fault) {
    return new SimulatedTensorRt(
        LAYERS, Set.of(), recipe -> fault.test(recipe) ? Optional.of(FAULT) : Optional.empty());
  }

  private static Recipe.Builder withAllOfThem() {
    return int8()
        .flags(BuilderFlag.FP16)
        .constraints(ConstraintMode.OBEY, List.of())
        .shape(INPUT, new ShapeRange(List.of(1, 3), List.of(2, 3), List.of(4, 3)))
        .dynamicRange(TensorName.of("x"), new DynamicRange(-1, 1))
        .tacticSources(Set.of(TacticSource.CUBLAS))
        .optimizationLevel(1)
        .timingCache(true);
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault("constraint-mode", recipe -> recipe.constraintMode() == ConstraintMode.OBEY),
        fault(
            "profile-range",
            recipe -> !recipe.shapes().get(INPUT).equals(ShapeRange.fixed(List.of(2, 3)))),
        fault("ranges", recipe -> !recipe.dynamicRanges().isEmpty()),
        fault("tactics", recipe -> recipe.tacticSources().isPresent()),
        fault("level", recipe -> recipe.optimizationLevel().equals(OptionalInt.of(1))),
        fault("timings", Recipe::timingCache),
        fault("flag", recipe -> recipe.flags().contains(BuilderFlag.FP16)),
        fault("flag", recipe -> recipe.flags().contains(BuilderFlag.INT8)),
        fault("line", recipe -> recipe.line().equals("8.6")));
  }

  private static Arguments fault(String setting, Predicate<Recipe> fault) {
    return Arguments.of(setting, fault);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void aSettingThatIsSeldomToBlameIsProvedWhereItIs(String setting, Predicate<Recipe> fault)
      throws Exception {
    Experiment found =
        new Trials(folder)
            .withAnotherLine("10.6")
            .investigate(failingWhere(fault), withAllOfThem().build());

    assertThat(found.proofs())
        .extracting(Proof::setting)
        .singleElement()
        .satisfies(message -> assertThat(message.key()).isEqualTo("experiment.factor." + setting));
    assertThat(found.notes()).isEmpty();
  }

  @Test
  void noneOfThemIsTriedWhereAUsualSettingIsToBlame() throws Exception {
    SimulatedTensorRt tensorRt = failingWhere(recipe -> false);

    new Trials(folder)
        .withAnotherLine("10.6")
        .investigate(
            tensorRt,
            withAllOfThem().calibrator(CalibrationAlgorithm.ENTROPY_2, new Batches.None()).build());

    assertThat(tensorRt.asked())
        .allSatisfy(
            recipe -> {
              assertThat(recipe.optimizationLevel()).hasValue(1);
              assertThat(recipe.line()).isEqualTo("8.6");
            });
  }

  @Test
  void theUsualSettingsAreClearedWhereARarerOneIsToBlame() throws Exception {
    Experiment found =
        new Trials(folder)
            .investigate(
                failingWhere(recipe -> recipe.optimizationLevel().isPresent()),
                int8().workspaceBytes(1 << 20).optimizationLevel(5).build());

    assertThat(found.exonerated())
        .extracting(Exoneration::what)
        .extracting(message -> message.key())
        .contains("experiment.factor.workspace");
  }

  @Test
  void aRarerSettingThatTheCatalogueNamesIsAmongTheFirst() {
    Recipe recipe = int8().flags(BuilderFlag.STRONGLY_TYPED).workspaceBytes(1 << 20).build();

    FactorRounds rounds =
        FactorRounds.of(
            recipe,
            Trials.NETWORK,
            Optional.empty(),
            Optional.empty(),
            List.of("strongly-typed-conflict"));

    assertThat(rounds.first())
        .extracting(Factor::id)
        .containsExactly("workspace", "flag-strongly_typed");
    assertThat(rounds.then()).extracting(Factor::id).containsExactly("flag-int8");
  }

  @Test
  void aRarerSettingWaitsWhereTheCauseMayAlsoBeAUsualOne() {
    Recipe recipe = int8().workspaceBytes(1 << 20).optimizationLevel(1).build();

    FactorRounds rounds =
        FactorRounds.of(
            recipe,
            Trials.NETWORK,
            Optional.empty(),
            Optional.empty(),
            List.of("no-implementation"));

    assertThat(rounds.first()).extracting(Factor::id).containsExactly("workspace");
  }
}
