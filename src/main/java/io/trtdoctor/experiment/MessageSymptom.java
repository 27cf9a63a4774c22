package io.trtdoctor.experiment;

import io.trtdoctor.probe.LogMessage;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.search.Answer;
import io.trtdoctor.text.Message;
import java.util.Optional;
import java.util.regex.Pattern;

/** A message of the log that a regular expression matches, whatever came of the build. */
public final class MessageSymptom implements Symptom {
  private final Pattern pattern;

  public MessageSymptom(Pattern pattern) {
    this.pattern = pattern;
  }

  @Override
  public Answer seenIn(Outcome outcome) {
    if (message(outcome).isPresent()) {
      return Answer.FAILS;
    }
    return outcome instanceof Outcome.Built || outcome instanceof Outcome.Stopped
        ? Answer.PASSES
        : Answer.UNRESOLVED;
  }

  private Optional<LogMessage> message(Outcome outcome) {
    return outcome.observations().log().stream()
        .filter(message -> pattern.matcher(message.text()).find())
        .findFirst();
  }

  @Override
  public Message told() {
    return Message.of("experiment.symptom.message", pattern.pattern());
  }
}
