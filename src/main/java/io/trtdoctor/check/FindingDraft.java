package io.trtdoctor.check;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.finding.Remedy;
import io.trtdoctor.finding.Subject;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A finding in the making: what is not said stays at what the cause's catalogue entry says. */
@SuppressWarnings("CanIgnoreReturnValueSuggester") // the calls are always chained
final class FindingDraft {
  private final Cause cause;
  private final Certainty certainty;
  private final Effect effect;
  private Message summary;
  private List<String> remedies;
  private Map<String, String> names = Map.of();
  private final List<Message> reasoning = new ArrayList<>();
  private final List<Evidence> evidence = new ArrayList<>();
  private final List<Evidence> against = new ArrayList<>();
  private final List<Subject> subjects = new ArrayList<>();
  private final List<Message> settledBy = new ArrayList<>();
  private final List<Evidence> followedBy = new ArrayList<>();

  private FindingDraft(Cause cause, Certainty certainty, Effect effect) {
    this.cause = cause;
    this.certainty = certainty;
    this.effect = effect;
    this.summary = cause.text("summary");
    this.remedies = cause.remedies();
  }

  static FindingDraft of(Cause cause, Certainty certainty, Effect effect) {
    return new FindingDraft(cause, certainty, effect);
  }

  /** The text {@code part} of the cause, for example {@code summary-layer}. */
  FindingDraft summary(String part, Object... args) {
    summary = cause.text(part, args);
    return this;
  }

  FindingDraft because(String part, Object... args) {
    reasoning.add(cause.text(part, args));
    return this;
  }

  FindingDraft evidence(List<Evidence> lines) {
    evidence.addAll(lines);
    return this;
  }

  FindingDraft evidence(Evidence line) {
    evidence.add(line);
    return this;
  }

  FindingDraft against(List<Evidence> lines) {
    against.addAll(lines);
    return this;
  }

  FindingDraft subjects(List<Subject> more) {
    subjects.addAll(more);
    return this;
  }

  boolean isEvident() {
    return certainty == Certainty.EVIDENT;
  }

  /** Errors that only follow from it. */
  FindingDraft followedBy(List<Evidence> lines) {
    followedBy.addAll(lines);
    return this;
  }

  /** The remedies that fit this very case, in place of all that the cause knows. */
  FindingDraft remedies(String... ids) {
    remedies = List.of(ids);
    return this;
  }

  /** Names of the case for the placeholders of the remedies' snippets. */
  FindingDraft names(Map<String, String> values) {
    names = values;
    return this;
  }

  /** The finding; one that is only possible is settled by what the cause's text says. */
  Finding done() {
    if (certainty == Certainty.POSSIBLE) {
      settledBy.add(cause.text("settle"));
    }
    List<Remedy> chosen = remedies.stream().map(id -> Remedies.of(id, names)).toList();
    return new Finding(
        cause.id(),
        certainty,
        effect,
        summary,
        reasoning,
        evidence,
        against,
        subjects,
        chosen,
        settledBy,
        followedBy);
  }
}
