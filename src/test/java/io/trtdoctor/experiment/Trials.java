package io.trtdoctor.experiment;

import io.trtdoctor.finding.Experiment;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.PrecisionConstraint;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.search.SearchOptions;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Message;
import io.trtdoctor.text.Texts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Thirty convolutions, recipes for them, and investigations of these. */
final class Trials {
  static final List<String> LAYERS =
      IntStream.range(0, 30).mapToObj(i -> "/block" + i + "/Conv").toList();

  static final NetworkGraph NETWORK =
      NetworkGraph.of(
          new Network("", "", 8, Map.of(), List.of(), Map.of(), List.of(), List.of(), 0));

  private final Path folder;
  private Optional<Symptom> wanted = Optional.empty();
  private Budget budget = Budget.unlimited();
  private Optional<String> otherLine = Optional.empty();
  private Set<Integer> suspects = Set.of();

  /** Trials whose files go to that folder. */
  Trials(Path folder) {
    this.folder = folder;
  }

  static Recipe.Builder int8() {
    return Recipe.of(FileRef.ofHash("a".repeat(64)), "8.6")
        .flags(BuilderFlag.INT8)
        .calibrator(CalibrationAlgorithm.ENTROPY_2, Batches.Synthetic.normal(1, 2));
  }

  static List<PrecisionConstraint> everyLayerInt8() {
    return List.of(
        new PrecisionConstraint(
            PrecisionConstraint.Target.LAYER_NAME,
            "/*",
            Optional.of(DataType.INT8),
            List.of(),
            "test"));
  }

  Trials hunting(Symptom symptom) {
    wanted = Optional.of(symptom);
    return this;
  }

  Trials within(Budget limits) {
    budget = limits;
    return this;
  }

  Trials withAnotherLine(String line) {
    otherLine = Optional.of(line);
    return this;
  }

  Trials suspecting(Set<Integer> batches) {
    suspects = batches;
    return this;
  }

  Experiment investigate(ProbeRunner tensorRt, Recipe failing) throws InterruptedException {
    Investigation investigation = investigation(tensorRt, failing, NETWORK);
    investigation.run(wanted);
    return investigation.found();
  }

  Investigation investigation(ProbeRunner tensorRt, Recipe failing, NetworkGraph network) {
    return new Investigation(
        new Laboratory(tensorRt, Duration.ofMinutes(1), budget, Laboratory.Listener.NONE, false),
        failing,
        network,
        new SearchOptions(1, Integer.MAX_VALUE, budget::isSpent, false, 0),
        new ContentFiles(folder),
        EarlierCalibrations.NONE,
        otherLine,
        suspects);
  }

  static List<String> text(List<Message> messages) {
    return messages.stream().map(Texts.in(Language.EN)::render).toList();
  }
}
