package io.trtdoctor.repro;

import io.trtdoctor.probe.Outcome;
import io.trtdoctor.text.Message;
import java.util.Optional;

/**
 * What came of one case on one line.
 *
 * @param outcome empty if the probe could not even be asked for
 * @param verdict what our checks say, in short; empty if there was nothing to judge
 * @param asExpected whether that is what the case expects on this line
 * @param seconds from the request to the verdict, waiting for a child included
 * @param problem why nothing was recorded
 */
public record CaseResult(
    String name,
    Optional<Outcome> outcome,
    Optional<Expectation> verdict,
    boolean asExpected,
    double seconds,
    Optional<Message> problem) {
  static CaseResult failed(String name, double seconds, Message problem) {
    return new CaseResult(
        name, Optional.empty(), Optional.empty(), false, seconds, Optional.of(problem));
  }

  /** Whether there is a recording now. */
  public boolean recorded() {
    return problem.isEmpty();
  }

  /** The outcome's kind in one word. */
  public String kind() {
    return outcome
        .map(known -> known.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT))
        .orElse("-");
  }

  /** What the failure shows by, on one line; empty if the build came out. */
  public String symptom() {
    if (outcome.isEmpty()) {
      return "";
    }
    Outcome known = outcome.get();
    if (known instanceof Outcome.Failed failed) {
      return oneLine(failed.symptom());
    } else if (known instanceof Outcome.Crashed crashed) {
      return oneLine(crashed.death().describe() + ": " + crashed.lastLine());
    } else if (known instanceof Outcome.Hung hung) {
      return oneLine(hung.observations().lastLine());
    }
    return "";
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
