package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent;
import io.trtdoctor.finding.Evidence;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds what a log says in words, whichever kind of event the parser made of it. */
final class LogWords {
  private LogWords() {}

  /** Every event whose message matches somewhere, in log order. */
  static List<LogEvent> all(BuildLog log, Pattern pattern) {
    return log.remarks().stream().filter(event -> says(event, pattern)).toList();
  }

  /** The first event whose message matches somewhere. */
  static Optional<LogEvent> first(BuildLog log, Pattern pattern) {
    for (LogEvent event : log.remarks()) {
      if (says(event, pattern)) {
        return Optional.of(event);
      }
    }
    return Optional.empty();
  }

  /** Whether the event's message, or its first line by itself, matches somewhere. */
  static boolean says(LogEvent event, Pattern pattern) {
    String message = event.line().message();
    int firstEnd = message.indexOf('\n');
    return MessageSearch.find(message, pattern).isPresent()
        || (firstEnd >= 0
            && MessageSearch.find(message.substring(0, firstEnd), pattern).isPresent());
  }

  /** Errors and outside trouble after a line: what only follows from the error there. */
  static List<Evidence> troubleAfter(BuildLog log, long line) {
    return log.events().stream()
        .filter(event -> event.line().number() > line)
        .filter(LogWords::isTrouble)
        .map(event -> Evidences.of(log, event))
        .toList();
  }

  /** Whether an error is printed at most so many lines after the event. */
  static boolean errorFollows(BuildLog log, LogEvent event, long lines) {
    long from = event.line().number();
    return errors(log).stream()
        .mapToLong(error -> error.line().number())
        .anyMatch(number -> number > from && number <= from + lines);
  }

  /** The errors that TensorRT printed. */
  static List<LogEvent.Problem> errors(BuildLog log) {
    return log.all(LogEvent.Problem.class).stream().filter(LogEvent.Problem::isError).toList();
  }

  private static boolean isTrouble(LogEvent event) {
    return event instanceof LogEvent.OutsideTrouble
        || (event instanceof LogEvent.Problem problem && problem.isError());
  }
}
