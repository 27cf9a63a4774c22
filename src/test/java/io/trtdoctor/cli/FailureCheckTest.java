package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.FloatValues;
import io.trtdoctor.probe.Measure;
import io.trtdoctor.probe.Measurement;
import io.trtdoctor.probe.Observations;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.SampleOutput;
import io.trtdoctor.probe.Until;
import io.trtdoctor.text.Message;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class FailureCheckTest {
  private static final Recipe RECIPE =
      Recipe.of(new FileRef("a".repeat(64), Optional.empty()), "8.6")
          .flags(BuilderFlag.INT8)
          .measure(new Measure(Batches.Synthetic.normal(2, 1), 0, 0))
          .build();

  private static FailureCheck.Result check(
      Outcome recorded, String symptom, Function<Recipe, Outcome> builds) {
    FailureCheck check =
        new FailureCheck(
            recorded,
            Optional.of(symptom).filter(s -> !s.isEmpty()).map(SymptomChoice::parse),
            Duration.ofMinutes(1));
    return check.run(played(builds), RECIPE).result();
  }

  private static ProbeRunner played(Function<Recipe, Outcome> builds) {
    return new ProbeRunner() {
      @Override
      public Outcome run(Recipe recipe, Until until, Duration limit) {
        return builds.apply(recipe);
      }

      @Override
      public void close() {
        // nothing is open
      }
    };
  }

  /** A build in INT8 and one in FP32, with these outputs. */
  private static Function<Recipe, Outcome> outputs(float quantized, float plain) {
    return recipe -> built(recipe.flags().isEmpty() ? plain : quantized);
  }

  private static Outcome built(float value) {
    Observations seen = SampleCase.built().observations();
    return new Outcome.Built(
        new Observations(
            seen.log(),
            seen.phaseSeconds(),
            seen.calibratorCalls(),
            seen.calibrationCache(),
            seen.planBytes(),
            seen.stdout(),
            seen.stderr(),
            seen.engine(),
            seen.layers(),
            seen.files(),
            seen.machine(),
            Optional.of(
                new Measurement(
                    List.of(),
                    List.of(new SampleOutput(0, "y", List.of(1L), FloatValues.of(value))),
                    Optional.empty()))));
  }

  @Test
  void outputsAsFarOffAsRecordedAreTheSameSymptom() {
    assertThat(check(SampleCase.built(), "accuracy:0.1", outputs(2f, 1f)))
        .isEqualTo(FailureCheck.Result.SEEN_AGAIN);
  }

  @Test
  void outputsThatAreCloseEnoughNowShowThatTheSymptomIsGone() {
    assertThat(check(SampleCase.built(), "accuracy:0.1", outputs(1.01f, 1f)))
        .isEqualTo(FailureCheck.Result.GONE);
  }

  @Test
  void withoutOutputsNothingIsSaidOfThem() {
    assertThat(check(SampleCase.built(), "accuracy:0.1", recipe -> SampleCase.built()))
        .isEqualTo(FailureCheck.Result.NOT_CHECKED);
    assertThat(
            check(
                SampleCase.built(),
                "accuracy:0.1",
                recipe -> recipe.flags().isEmpty() ? SampleCase.built() : built(1f)))
        .isEqualTo(FailureCheck.Result.NOT_CHECKED);
  }

  @Test
  void aBuildThatFailsHasNoOutputsAndAnotherSymptom() {
    assertThat(check(SampleCase.built(), "accuracy:0.1", recipe -> SampleCase.failed("3: other")))
        .isEqualTo(FailureCheck.Result.OTHER);
  }

  @Test
  void aLineOfTheLogIsLookedForInABuildThatComesOut() {
    assertThat(check(SampleCase.built(), "Post Processing", recipe -> SampleCase.built()))
        .isEqualTo(FailureCheck.Result.SEEN_AGAIN);
    assertThat(
            check(
                SampleCase.failed("1: Missing scale"),
                "Missing scale",
                recipe -> SampleCase.built()))
        .isEqualTo(FailureCheck.Result.GONE);
  }

  @Test
  void aSymptomThatWasNotRecordedIsNotAskedFor() {
    assertThat(
            check(
                SampleCase.failed(SampleCase.ERROR),
                "never said",
                recipe -> SampleCase.failed(SampleCase.ERROR)))
        .isEqualTo(FailureCheck.Result.SEEN_AGAIN);
  }

  @Test
  void aBuildThatWasNotMadeSaysNothing() {
    assertThat(
            check(
                SampleCase.failed(SampleCase.ERROR),
                "",
                recipe -> Outcome.unresolved(Message.of("probe.not-recorded"))))
        .isEqualTo(FailureCheck.Result.NOT_CHECKED);
  }
}
