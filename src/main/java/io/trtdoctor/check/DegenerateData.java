package io.trtdoctor.check;

import io.trtdoctor.data.DataAudit;
import io.trtdoctor.data.InputFacts;
import io.trtdoctor.data.SampleFacts;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Looks for data that are zero or constant, the worst first. */
final class DegenerateData {
  /** TensorRT took 1e-30 for zero (measured, 8.6.1); where it begins to is not known. */
  private static final double NEARLY_ZERO = 1e-20;

  private final Cause cause;
  private final DataAudit data;
  private final Optional<Finding> elsewhere;

  /**
   * A look at the data.
   *
   * @param elsewhere what the log or the cache shows of the same cause
   */
  DegenerateData(Cause cause, DataAudit data, Optional<Finding> elsewhere) {
    this.cause = cause;
    this.data = data;
    this.elsewhere = elsewhere;
  }

  Optional<Finding> find() {
    return firstOf(this::constant)
        .or(() -> firstOf(this::nearlyZero))
        .map(draft -> DataEvidence.withLog(draft, elsewhere).done())
        .or(() -> elsewhere)
        .or(() -> firstOf(this::channel).map(FindingDraft::done))
        .or(() -> firstOf(this::someZero).map(FindingDraft::done));
  }

  private Optional<FindingDraft> firstOf(Function<InputFacts, Optional<FindingDraft>> look) {
    return data.inputs().stream()
        .filter(facts -> facts.input().type().isFloat() && !facts.samples().isEmpty())
        .flatMap(facts -> look.apply(facts).stream())
        .findFirst();
  }

  private Optional<FindingDraft> constant(InputFacts facts) {
    if (!facts.isConstant()) {
      return Optional.empty();
    }
    boolean zero = facts.magnitude() == 0;
    return Optional.of(
        draft(
                zero ? "summary-data-zero" : "summary-data-constant",
                Certainty.EVIDENT,
                zero ? DataEvidence.effect(elsewhere) : Effect.DEGRADES,
                facts,
                facts.samples())
            .because("because-no-range"));
  }

  private Optional<FindingDraft> nearlyZero(InputFacts facts) {
    boolean small =
        facts.magnitude() < NEARLY_ZERO && facts.samples().stream().allMatch(SampleFacts::isFinite);
    return small
        ? Optional.of(
            draft(
                    "summary-data-small",
                    Certainty.POSSIBLE,
                    DataEvidence.effect(elsewhere),
                    facts,
                    facts.samples())
                .because("because-no-range"))
        : Optional.empty();
  }

  private Optional<FindingDraft> channel(InputFacts facts) {
    if (facts.constantChannels().isEmpty() || data.generated()) {
      return Optional.empty();
    }
    return Optional.of(
        FindingDraft.of(cause, Certainty.POSSIBLE, Effect.DEGRADES)
            .summary(
                "summary-data-channel", facts.constantChannels().get(0), facts.name(), data.name())
            .evidence(DataEvidence.of(facts.samples()))
            .subjects(DataEvidence.subjects(data, facts.samples())));
  }

  private Optional<FindingDraft> someZero(InputFacts facts) {
    List<SampleFacts> zero = facts.samples().stream().filter(SampleFacts::isZero).toList();
    return zero.isEmpty()
        ? Optional.empty()
        : Optional.of(draft("summary-data-some", Certainty.EVIDENT, Effect.NOTES, facts, zero));
  }

  private FindingDraft draft(
      String summary,
      Certainty certainty,
      Effect effect,
      InputFacts facts,
      List<SampleFacts> samples) {
    return FindingDraft.of(cause, certainty, effect)
        .summary(
            summary,
            samples.size(),
            facts.samples().size(),
            facts.name(),
            samples.get(0).source(),
            DataEvidence.number(facts.magnitude()))
        .evidence(DataEvidence.of(samples))
        .subjects(DataEvidence.subjects(data, samples));
  }
}
