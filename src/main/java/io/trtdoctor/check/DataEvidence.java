package io.trtdoctor.check;

import io.trtdoctor.data.DataAudit;
import io.trtdoctor.data.SampleFacts;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.finding.Subject;
import java.util.List;
import java.util.Optional;

/** Turns what was read in calibration data into parts of findings. */
final class DataEvidence {
  private DataEvidence() {}

  /** The first samples, each with what it holds. */
  static List<Evidence> of(List<SampleFacts> samples) {
    return samples.stream()
        .limit(Evidences.ENOUGH)
        .map(sample -> new Evidence(sample.source(), 0, sample.told()))
        .toList();
  }

  /** Where the samples come from, each named once. */
  static List<String> sources(List<SampleFacts> samples) {
    return samples.stream().map(SampleFacts::source).distinct().toList();
  }

  static List<Subject> subjects(DataAudit data, List<SampleFacts> samples) {
    Subject.Kind kind = data.generated() ? Subject.Kind.BATCH : Subject.Kind.FILE;
    return sources(samples).stream()
        .limit(Evidences.ENOUGH)
        .map(source -> Subject.of(kind, source))
        .toList();
  }

  /** What the log shows that it does; without one no more than harm to the engine is known. */
  static Effect effect(Optional<Finding> inTheLog) {
    return inTheLog.map(Finding::effect).orElse(Effect.DEGRADES);
  }

  /** Adds what the log shows of the same cause. */
  static FindingDraft withLog(FindingDraft draft, Optional<Finding> inTheLog) {
    inTheLog.ifPresent(
        finding -> draft.evidence(finding.evidence()).followedBy(finding.followedBy()));
    return draft;
  }

  /** A number as people write it, to seven digits. */
  static String number(double value) {
    String text = Float.toString((float) value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** A share in per cent, to one digit. */
  static String percent(double share) {
    return number(Math.rint(share * 1000) / 10);
  }
}
