package io.trtdoctor.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.ProbeSummary;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.Network;
import io.trtdoctor.onnx.OnnxReader;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Observations;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkSearchTest {
  private static final Path MODEL = Path.of("src/test/resources/models/silu.onnx");

  @TempDir private Path folder;

  /** Fails on every network with a sigmoid in it, and notes how many layers each has. */
  private static final class SigmoidFails implements ProbeRunner {
    private final Map<String, Integer> layers = new LinkedHashMap<>();

    @Override
    public Outcome run(Recipe recipe, Until until, Duration limit) {
      Network network = OnnxReader.read(recipe.model().path().orElseThrow());
      layers.put(recipe.hash(), network.layers().size());
      return network.layers().stream().anyMatch(layer -> layer.operator().equals("Sigmoid"))
          ? new Outcome.Failed("no kernel", Observations.none())
          : new Outcome.Built(Observations.none());
    }

    @Override
    public void close() {
      // nothing is open
    }
  }

  @Test
  void eachQuestionSaysHowManyLayersTheCandidateHas() throws Exception {
    SigmoidFails tensorRt = new SigmoidFails();
    Investigation investigation =
        new Trials(folder)
            .investigation(
                tensorRt,
                Recipe.of(FileRef.of(MODEL), "8.6").build(),
                NetworkGraph.of(OnnxReader.read(MODEL)));

    new Bisection(investigation)
        .run(
            Bisection.Over.NETWORK,
            new SameFailure("no kernel"),
            new Bisection.GoodScales.Calibrated());

    List<ProbeSummary> parts =
        investigation.found().probes().stream()
            .filter(probe -> probe.asked().key().equals("experiment.asks.network"))
            .toList();
    assertThat(parts)
        .isNotEmpty()
        .allSatisfy(
            probe ->
                assertThat(probe.asked().args())
                    .containsExactly(tensorRt.layers.get(probe.recipe())));
  }
}
