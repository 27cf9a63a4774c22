package io.trtdoctor.experiment;

import io.trtdoctor.probe.Outcome;
import io.trtdoctor.search.Answer;
import io.trtdoctor.text.Message;
import java.util.Optional;

/** What is hunted: tells of an outcome whether it shows it. */
public interface Symptom {
  /** What the outcome says: it shows the symptom, it does not, or it says nothing of it. */
  Answer seenIn(Outcome outcome);

  /**
   * The same of the fault itself, as it is told to people: another answer only where what is hunted
   * is that the fault is gone.
   */
  default Answer faultSeenIn(Outcome outcome) {
    return seenIn(outcome);
  }

  /** The symptom in words. */
  Message told();

  /** What was measured of it, where it is a matter of degree. */
  default Optional<Message> measured(Outcome outcome) {
    return Optional.empty();
  }
}
