package io.trtdoctor.experiment;

import io.trtdoctor.probe.LogMessage;
import io.trtdoctor.probe.Outcome;
import java.util.stream.Stream;

/** The error messages of an outcome. */
final class Errors {
  private Errors() {}

  /** In order, first the symptom of a failed build, which may not have come through the log. */
  static Stream<String> of(Outcome outcome) {
    Stream<String> symptom =
        outcome instanceof Outcome.Failed failed ? Stream.of(failed.symptom()) : Stream.empty();
    return Stream.concat(
        symptom,
        outcome.observations().log().stream()
            .filter(message -> message.severity().isError())
            .map(LogMessage::text));
  }
}
