package io.trtdoctor.finding;

import io.trtdoctor.text.Message;
import java.util.List;

/**
 * A conclusion with its evidence.
 *
 * @param cause the id in the catalogue, for example {@code calibrator-no-batches}
 * @param effect what it does to the build
 * @param summary one sentence for this very case
 * @param reasoning why this is concluded, and what was considered and ruled out; one sentence each
 * @param evidence in order of weight; may be empty only for a {@link Certainty#POSSIBLE} finding
 * @param against what speaks against it
 * @param subjects what it is about, most important first
 * @param remedies best first
 * @param settledBy what would settle a finding that is only possible
 * @param followedBy errors that only follow from it, in log order
 */
public record Finding(
    String cause,
    Certainty certainty,
    Effect effect,
    Message summary,
    List<Message> reasoning,
    List<Evidence> evidence,
    List<Evidence> against,
    List<Subject> subjects,
    List<Remedy> remedies,
    List<Message> settledBy,
    List<Evidence> followedBy) {
  /** What a cause does to the build it was found in, worst first. */
  public enum Effect {
    /** The build fails. */
    BREAKS,
    /** The engine is built but is slower, less accurate or less INT8 than asked for. */
    DEGRADES,
    /** Worth knowing, no fault by itself. */
    NOTES
  }

  public Finding {
    reasoning = List.copyOf(reasoning);
    evidence = List.copyOf(evidence);
    against = List.copyOf(against);
    subjects = List.copyOf(subjects);
    remedies = List.copyOf(remedies);
    settledBy = List.copyOf(settledBy);
    followedBy = List.copyOf(followedBy);
    if (evidence.isEmpty() && certainty != Certainty.POSSIBLE) {
      throw new IllegalArgumentException(cause + " is " + certainty + " without evidence");
    }
  }

  /** The first line of the evidence, or the greatest number if no evidence has a line. */
  public long firstLine() {
    return evidence.stream()
        .mapToLong(Evidence::line)
        .filter(line -> line > 0)
        .min()
        .orElse(Long.MAX_VALUE);
  }
}
