package io.trtdoctor.experiment;

import io.trtdoctor.probe.Measurement;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.OutputDifference;
import io.trtdoctor.search.Answer;
import io.trtdoctor.text.Message;
import java.util.Locale;
import java.util.Optional;

/** The engine's outputs are further from those of a reference than they may be. */
public final class AccuracySymptom implements Symptom {
  /** How the distance is measured, see {@link OutputDifference}. */
  public enum Metric {
    MAX_ABS,
    REL_L2,
    COSINE,
    TOP1;

    public String tag() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The distance, empty where the outputs have no such measure. */
    Optional<Double> of(OutputDifference.Measured measured) {
      return switch (this) {
        case MAX_ABS -> Optional.of(measured.maxAbsolute());
        case REL_L2 -> Optional.of(measured.relativeL2());
        case COSINE -> Optional.of(measured.cosine());
        case TOP1 -> measured.topOneAgreement().stream().boxed().findFirst();
      };
    }

    /** Whether a value is beyond the threshold: above it for a distance, below for a likeness. */
    boolean isWorse(double value, double threshold) {
      return switch (this) {
        case MAX_ABS, REL_L2 -> !(value <= threshold);
        case COSINE, TOP1 -> !(value >= threshold);
      };
    }
  }

  private final Measurement reference;
  private final Metric metric;
  private final double threshold;

  public AccuracySymptom(Measurement reference, Metric metric, double threshold) {
    this.reference = reference;
    this.metric = metric;
    this.threshold = threshold;
  }

  @Override
  public Answer seenIn(Outcome outcome) {
    return value(outcome)
        .map(value -> metric.isWorse(value, threshold) ? Answer.FAILS : Answer.PASSES)
        .orElse(Answer.UNRESOLVED);
  }

  /** The distance, empty where no engine was run or its outputs cannot be compared. */
  Optional<Double> value(Outcome outcome) {
    return outcome
        .observations()
        .measurement()
        .map(measured -> OutputDifference.between(reference, measured))
        .flatMap(
            difference ->
                difference instanceof OutputDifference.Measured measured
                    ? metric.of(measured)
                    : Optional.empty());
  }

  @Override
  public Message told() {
    return Message.of("experiment.symptom.accuracy." + metric.tag(), threshold);
  }

  @Override
  public Optional<Message> measured(Outcome outcome) {
    return value(outcome)
        .map(
            value ->
                Message.of(
                    "experiment.measured",
                    metric.tag(),
                    String.format(Locale.ROOT, "%.4g", value),
                    threshold));
  }
}
