package io.trtdoctor.experiment;

import io.trtdoctor.probe.Outcome;
import io.trtdoctor.search.Answer;
import io.trtdoctor.text.Message;

/** The build takes its process down, or never ends. */
public enum DeathSymptom implements Symptom {
  CRASH {
    @Override
    boolean shownBy(Outcome outcome) {
      return outcome instanceof Outcome.Crashed;
    }
  },
  HANG {
    @Override
    boolean shownBy(Outcome outcome) {
      return outcome instanceof Outcome.Hung;
    }
  };

  abstract boolean shownBy(Outcome outcome);

  @Override
  public Answer seenIn(Outcome outcome) {
    if (shownBy(outcome)) {
      return Answer.FAILS;
    }
    boolean ended =
        outcome instanceof Outcome.Built
            || outcome instanceof Outcome.Stopped
            || outcome instanceof Outcome.Failed;
    return ended ? Answer.PASSES : Answer.UNRESOLVED;
  }

  @Override
  public Message told() {
    return Message.of("experiment.symptom." + name().toLowerCase(java.util.Locale.ROOT));
  }
}
