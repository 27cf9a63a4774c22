package io.trtdoctor.repro;

import io.trtdoctor.finding.Verdict;
import java.util.Optional;

/**
 * The verdict that a case is to get.
 *
 * @param status the tag of a {@link Verdict.Status}
 * @param cause the cause's id, if one is to be named
 * @param certainty the tag of its certainty, likewise
 */
public record Expectation(String status, Optional<String> cause, Optional<String> certainty) {
  /** What a verdict says, in the same form. */
  public static Expectation of(Verdict verdict) {
    return new Expectation(
        verdict.status().tag(), verdict.cause(), verdict.certainty().map(c -> c.tag()));
  }

  /** For example {@code calibrator-no-batches, evident} or {@code healthy}. */
  public String describe() {
    return cause.map(id -> id + certainty.map(c -> ", " + c).orElse("")).orElse(status);
  }
}
