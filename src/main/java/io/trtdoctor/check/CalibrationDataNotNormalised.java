package io.trtdoctor.check;

import io.trtdoctor.data.DataAudit;
import io.trtdoctor.data.InputFacts;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.finding.Subject;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.TensorName;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Pictures go in as they are stored, from 0 to 255, and the network does not scale them itself.
 *
 * <p>Only possible: a network may have been trained on such values, or have its normalisation
 * folded into the weights of its first layer, which are not looked at.
 */
public final class CalibrationDataNotNormalised implements Check {
  /** Normalised pictures stay far below: 2.7 with torchvision's numbers, 1 with a division. */
  private static final double LEAST_RAW = 50;

  private static final double MOST_RAW = 255.5;

  /** Operators that hand values on as they are. */
  private static final Set<String> TRANSPARENT =
      Set.of(
          "Identity",
          "Cast",
          "Transpose",
          "Reshape",
          "Squeeze",
          "Unsqueeze",
          "Pad",
          "Flatten",
          "Resize",
          "Slice",
          "Dropout");

  /** Operators with trained weights. */
  private static final Set<String> TRAINED =
      Set.of("Conv", "ConvTranspose", "MatMul", "Gemm", "ConvInteger");

  private static final Cause CAUSE =
      new Cause(
          "calibration-data-not-normalised",
          Set.of("accuracy-drop", "calibration-data-outlier", "calibration-data-out-of-range"),
          List.of("normalise-data", "check-preprocessing"),
          List.of("https://pytorch.org/vision/stable/models.html", "docs/calibration-data.md"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    Optional<DataAudit> data = inputs.data().filter(audit -> !audit.generated());
    if (data.isEmpty() || inputs.network().isEmpty()) {
      return List.of();
    }
    NetworkGraph network = inputs.network().get();
    return data.get().inputs().stream()
        .filter(CalibrationDataNotNormalised::isRaw)
        .flatMap(
            facts ->
                firstTrained(network, facts.name())
                    .map(layer -> finding(data.get(), facts, layer))
                    .stream())
        .toList();
  }

  private static boolean isRaw(InputFacts facts) {
    return facts.input().type().isFloat()
        && facts.isPicture()
        && facts.least() >= 0
        && facts.greatest() > LEAST_RAW
        && facts.greatest() <= MOST_RAW;
  }

  /** The layer with weights that reads the input as it is; empty if something is done to it. */
  private static Optional<Layer> firstTrained(NetworkGraph network, TensorName tensor) {
    List<Layer> readers = network.consumers(tensor);
    Optional<Layer> trained =
        readers.stream().filter(layer -> TRAINED.contains(layer.operator())).findFirst();
    return trained.or(
        () ->
            readers.stream()
                .filter(layer -> TRANSPARENT.contains(layer.operator()))
                .flatMap(layer -> layer.outputs().stream())
                .flatMap(next -> firstTrained(network, next).stream())
                .findFirst());
  }

  private static Finding finding(DataAudit data, InputFacts facts, Layer layer) {
    String name = layer.name().value();
    FindingDraft draft =
        FindingDraft.of(CAUSE, Certainty.POSSIBLE, Effect.DEGRADES)
            .summary(
                "summary",
                facts.name(),
                DataEvidence.number(facts.least()),
                DataEvidence.number(facts.greatest()),
                data.name())
            .because("because-layer", name)
            .because("because-whole", DataEvidence.percent(facts.wholeShare()))
            .evidence(DataEvidence.of(facts.samples()))
            .subjects(DataEvidence.subjects(data, facts.samples()))
            .subjects(List.of(new Subject(Subject.Kind.LAYER, name, Optional.of(name))));
    return draft.done();
  }
}
