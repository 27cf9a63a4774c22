package io.trtdoctor.experiment;

import io.trtdoctor.experiment.Laboratory.Inquiry;
import io.trtdoctor.finding.IsolationSummary;
import io.trtdoctor.finding.Subject;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.LayerName;
import io.trtdoctor.model.Network;
import io.trtdoctor.onnx.OnnxReader;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.LogMessage;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import io.trtdoctor.reduce.NetworkReducer;
import io.trtdoctor.reduce.Reduction;
import io.trtdoctor.reduce.ReductionListener;
import io.trtdoctor.reduce.ReductionOptions;
import io.trtdoctor.reduce.ReductionStep;
import io.trtdoctor.search.Answer;
import io.trtdoctor.text.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reduces the network itself to a small one that still shows the symptom. */
final class NetworkSearch {
  /** How far back before a failure its log may name what it was about. */
  private static final int LAST_LINES = 3;

  private final Investigation investigation;
  private final Symptom symptom;
  private int layers;

  NetworkSearch(Investigation investigation, Symptom symptom) {
    this.investigation = investigation;
    this.symptom = symptom;
  }

  /**
   * Reduces it.
   *
   * @param first what came of the whole network
   * @throws InterruptedException if the thread is interrupted
   */
  void run(Outcome first) throws InterruptedException {
    int before = investigation.laboratory().probes().size();
    Path file = investigation.failing().model().path().orElseThrow();
    Reduction reduction =
        new NetworkReducer(investigation.files().folder(), options(first), listener())
            .reduce(file, this::shows);
    investigation.reducedTo(reduction.file());
    investigation.note(
        Message.of(
            reduction.seeded() ? "experiment.note.reduced-seeded" : "experiment.note.reduced",
            reduction.layersBefore(),
            reduction.layersAfter()));
    investigation.add(summary(reduction, before));
  }

  private ReductionOptions options(Outcome first) {
    return new ReductionOptions(
        Integer.MAX_VALUE,
        investigation.laboratory().budget()::isSpent,
        true,
        true,
        suspects(first),
        java.util.Map.of());
  }

  /**
   * Layers that the errors name, or what was logged just before; by their own names or outputs'.
   */
  private List<LayerName> suspects(Outcome first) {
    List<LogMessage> log = first.observations().log();
    String said =
        Stream.concat(
                Errors.of(first),
                log.subList(Math.max(0, log.size() - LAST_LINES), log.size()).stream()
                    .map(LogMessage::text))
            .reduce("", (all, line) -> all + "\n" + line);
    return investigation.network().network().layers().stream()
        .filter(layer -> names(layer).anyMatch(name -> NamedInErrors.place(said, name) >= 0))
        .map(Layer::name)
        .toList();
  }

  private static Stream<String> names(Layer layer) {
    return Stream.concat(
        Stream.of(layer.name().value()), layer.outputs().stream().map(output -> output.value()));
  }

  private Answer shows(Path model) throws InterruptedException {
    Recipe recipe = investigation.failing().on(FileRef.of(model));
    return investigation
        .laboratory()
        .ask(
            new Inquiry(
                recipe,
                Message.of("experiment.asks.network", layers),
                List.of(Message.of("experiment.setting.network", layers)),
                symptom,
                Until.finished()))
        .answer();
  }

  private ReductionListener listener() {
    return new ReductionListener() {
      @Override
      public void asking(ReductionStep step, int number, int candidateLayers) {
        layers = candidateLayers;
      }

      @Override
      public void answered(ReductionStep step, Answer answer, int least) {
        investigation.laboratory().expect(least, 0);
      }
    };
  }

  private IsolationSummary summary(Reduction reduction, int before) {
    Network least = OnnxReader.read(reduction.file());
    List<Subject> left =
        least.layers().stream()
            .map(layer -> Subject.of(Subject.Kind.LAYER, layer.name().value()))
            .toList();
    return new IsolationSummary(
        "network",
        reduction.layersBefore(),
        "joint",
        List.of(left),
        List.of(),
        investigation.laboratory().numbersAfter(before),
        true,
        false,
        reduction.complete(),
        1,
        Optional.empty());
  }
}
