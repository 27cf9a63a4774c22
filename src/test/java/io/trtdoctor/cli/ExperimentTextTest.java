package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Exoneration;
import io.trtdoctor.finding.Experiment;
import io.trtdoctor.finding.FallbackBuild;
import io.trtdoctor.finding.IsolationSummary;
import io.trtdoctor.finding.Proof;
import io.trtdoctor.finding.Subject;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Message;
import io.trtdoctor.text.Texts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ExperimentTextTest {
  private static IsolationSummary layers(String... culprits) {
    return new IsolationSummary(
        "layers",
        50,
        culprits.length == 1 ? "independent" : "joint",
        List.of(List.of(culprits).stream().map(n -> Subject.of(Subject.Kind.LAYER, n)).toList()),
        List.of(),
        List.of(),
        true,
        false,
        true,
        1,
        Optional.empty());
  }

  private static List<String> text(Experiment experiment) {
    return ExperimentText.of(experiment).stream().map(Texts.in(Language.EN)::render).toList();
  }

  @Test
  void proofsCulpritsAndFallbacksAreALineEach() {
    Experiment experiment =
        new Experiment(
            List.of(),
            List.of(
                new Proof(
                    Optional.of("calibrator-no-batches"),
                    Message.of("experiment.factor.batches"),
                    Message.of("experiment.batches.none"),
                    Message.of("experiment.batches.files", 2),
                    1,
                    4,
                    1)),
            List.of(new Exoneration(Message.of("experiment.factor.constraints"), 3)),
            List.of(layers("/a/Conv"), layers("/b/Conv", "/c/Conv")),
            List.of(
                new FallbackBuild(
                    "fp16",
                    Message.of("experiment.fallback.fp16"),
                    true,
                    List.of(),
                    OptionalInt.of(3),
                    OptionalInt.of(9),
                    OptionalDouble.of(0.5),
                    Optional.empty(),
                    7,
                    Map.of(),
                    List.of())),
            List.of());

    assertThat(text(experiment))
        .containsExactly(
            "proved: Probes 1 and 4 differ in one setting alone, batches handed over: it fails with"
                + " none, and does not with 2 batches from files.",
            "not to blame: precision constraints; probe 3 fails in the same way without.",
            "Which layers are to blame: Of 50 layers one is to blame, by itself: /a/Conv.",
            "Which layers are to blame: 2 of 50 layers are to blame, and only together: with any one"
                + " of them left out it passes.",
            "  /b/Conv, /c/Conv",
            "fallback: the layers to blame in FP16: built, 0.5000 ms, 3 of 9 layers in INT8, relative"
                + " L2 difference ?");
  }

  @Test
  void whatASearchCouldNotFinishIsSaidWithItsNextQuestion() {
    IsolationSummary unfinished =
        new IsolationSummary(
            "layers",
            50,
            "unknown",
            List.of(),
            List.of(Subject.of(Subject.Kind.LAYER, "/a/Conv")),
            List.of(),
            true,
            false,
            false,
            1,
            Optional.of(Message.of("experiment.asks.layers", 25, 50)));

    assertThat(text(only(unfinished)))
        .containsExactly(
            "Which layers are to blame: The probes do not tell.",
            "  A limit ended the search before it was through: there may be more.",
            "  The next probe would be: Does it fail with what is asked of 25 of the 50 layers?",
            "  Of 1 nothing could be told: with them the build failed in another way or could not be"
                + " run.");
  }

  @Test
  void entriesThatMendAreNotCalledToBlame() {
    IsolationSummary mending =
        new IsolationSummary(
            "mending-entries",
            10,
            "independent",
            List.of(List.of(Subject.of(Subject.Kind.CACHE_ENTRY, "m0"))),
            List.of(),
            List.of(8, 9),
            true,
            false,
            true,
            1,
            Optional.empty());

    assertThat(text(only(mending)))
        .containsExactly(
            "Which entries of a good cache mend it: Of 10 entries one mends it, by itself: m0.");
  }

  private static Experiment only(IsolationSummary isolation) {
    return new Experiment(
        List.of(), List.of(), List.of(), List.of(isolation), List.of(), List.of());
  }

  @Test
  void nothingIsSaidWithoutAnExperiment() {
    assertThat(text(Experiment.none())).isEmpty();
  }
}
