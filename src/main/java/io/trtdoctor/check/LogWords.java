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

  /** Every event whose line matches somewhere, in log order. */
  static List<LogEvent> all(BuildLog log, Pattern pattern) {
    return log.remarks().stream().filter(event -> says(event, pattern)).toList();
  }

  /** The first event whose line matches somewhere. */
  static Optional<LogEvent> first(BuildLog log, Pattern pattern) {
    return log.remarks().stream().filter(event -> says(event, pattern)).findFirst();
  }

  /** Whether the event's line, or one of its further lines, matches somewhere. */
  static boolean says(LogEvent event, Pattern pattern) {
    String raw = event.line().raw();
    String message = event.line().message();
    return pattern.matcher(raw).find()
        || (!raw.endsWith(message) && pattern.matcher(message).find());
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
