package io.trtdoctor.finding;

import io.trtdoctor.text.Message;
import java.util.List;

/**
 * A probe as the report shows it.
 *
 * @param number from 1
 * @param recipe the stable hash of its recipe
 * @param asked what it was to tell
 * @param settings what its recipe has that matters here, one line each
 * @param answer what it told of the fault, also where the question was what mends it
 * @param outcome what came of it in one sentence
 * @param excerpt the lines of its log that carry the answer, with their numbers
 * @param seconds how long it took
 * @param recorded whether it was answered from a recording
 */
public record ProbeSummary(
    int number,
    String recipe,
    Message asked,
    List<Message> settings,
    Answer answer,
    Message outcome,
    List<Evidence> excerpt,
    double seconds,
    boolean recorded) {
  /** What a probe told of the symptom that is hunted. */
  public enum Answer {
    /** It fails with the symptom. */
    FAILS,
    /** It does not. */
    PASSES,
    /** It tells nothing: another failure, a crash, a time-out, or it could not be run. */
    UNRESOLVED;

    public String tag() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public ProbeSummary {
    settings = List.copyOf(settings);
    excerpt = List.copyOf(excerpt);
  }
}
