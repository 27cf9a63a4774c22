package io.trtdoctor.experiment;

import io.trtdoctor.probe.Outcome;
import io.trtdoctor.search.Answer;
import io.trtdoctor.text.Message;

/**
 * That another symptom is gone: to search for what mends a build as one searches for what breaks
 * it.
 */
record Absence(Symptom symptom) implements Symptom {
  @Override
  public Answer seenIn(Outcome outcome) {
    return switch (symptom.seenIn(outcome)) {
      case FAILS -> Answer.PASSES;
      case PASSES -> Answer.FAILS;
      case UNRESOLVED -> Answer.UNRESOLVED;
    };
  }

  @Override
  public Answer faultSeenIn(Outcome outcome) {
    return symptom.faultSeenIn(outcome);
  }

  @Override
  public Message told() {
    return Message.of("experiment.symptom.absence", symptom.told());
  }
}
