package io.trtdoctor.experiment;

import io.trtdoctor.probe.Outcome;
import io.trtdoctor.search.Answer;
import io.trtdoctor.text.Message;
import java.util.List;

/** The failure that another build had: an error with the same {@link Signature}. */
public final class SameFailure implements Symptom {
  private final Signature signature;
  private final String example;
  private final List<String> log;

  /**
   * The failure that an error message tells of.
   *
   * @param error the message as TensorRT logged it
   */
  public SameFailure(String error) {
    this(error, List.of());
  }

  private SameFailure(String error, List<String> log) {
    this.signature = Signature.of(error);
    this.example = error.strip();
    this.log = List.copyOf(log);
  }

  /**
   * The failure that an error message in a log tells of.
   *
   * @param log all that TensorRT said in that build, a line each
   * @param error the message as TensorRT logged it
   */
  public static SameFailure in(List<String> log, String error) {
    return new SameFailure(error, log);
  }

  /** The messages of the log that it was seen in, in order; none if there is no log. */
  List<String> log() {
    return log;
  }

  /**
   * What is the same in every message of this failure, as a regular expression that Java, Python
   * and {@code grep -E} read alike.
   */
  public String pattern() {
    return signature.pattern();
  }

  @Override
  public Answer seenIn(Outcome outcome) {
    if (Errors.of(outcome).anyMatch(error -> Signature.of(error).equals(signature))) {
      return Answer.FAILS;
    }
    return outcome instanceof Outcome.Built || outcome instanceof Outcome.Stopped
        ? Answer.PASSES
        : Answer.UNRESOLVED;
  }

  @Override
  public Message told() {
    return Message.of("experiment.symptom.failure", example);
  }
}
