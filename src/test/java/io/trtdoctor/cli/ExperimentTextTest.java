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
        "independent",
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
                    Map.of())),
            List.of());

    assertThat(text(experiment))
        .containsExactly(
            "proved: batches handed over. Probe 1 fails with none; probe 4 does not with 2 batches"
                + " from files.",
            "not to blame: precision constraints. Probe 3 fails without.",
            "enough by itself (layers): /a/Conv",
            "only together (layers): /b/Conv, /c/Conv",
            "fallback: the culprits in FP16: built, 0.5000 ms, 3 of 9 layers in INT8, relative L2"
                + " difference ?");
  }

  @Test
  void nothingIsSaidWithoutAnExperiment() {
    assertThat(text(Experiment.none())).isEmpty();
  }
}
