package io.trtdoctor.experiment;

import io.trtdoctor.probe.Outcome;
import io.trtdoctor.search.Answer;
import io.trtdoctor.text.Message;

/** That no engine comes out, for whatever reason. */
enum AnyFailure implements Symptom {
  INSTANCE;

  @Override
  public Answer seenIn(Outcome outcome) {
    if (outcome instanceof Outcome.Unresolved) {
      return Answer.UNRESOLVED;
    }
    return outcome instanceof Outcome.Built || outcome instanceof Outcome.Stopped
        ? Answer.PASSES
        : Answer.FAILS;
  }

  @Override
  public Message told() {
    return Message.of("experiment.symptom.any");
  }
}
