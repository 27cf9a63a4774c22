package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent;
import io.trtdoctor.finding.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Searches a log for the words that a cause is known by: {@link #all} and {@link #first} in every
 * remark, whichever kind of event the parser made of it; {@link #find} in complaints alone, with
 * what the pattern's groups matched.
 */
final class LogSearch {
  private LogSearch() {}

  /** A line that says the words looked for. */
  record Hit(BuildLog log, LogEvent event, MatchResult match) {
    /** What the numbered group of the pattern matched, empty if it took no part. */
    String group(int number) {
      String text = match.group(number);
      return text == null ? "" : text;
    }

    boolean isError() {
      return event.line().severity().isError();
    }
  }

  /** Errors, warnings and the words of other programs that the pattern occurs in, in log order. */
  static List<Hit> find(CaseInputs inputs, Pattern pattern) {
    return find(inputs, pattern, "");
  }

  /**
   * The same for a pattern that begins with a name, which is slow to look for.
   *
   * @param needle words that every match holds: lines without them are passed over
   */
  static List<Hit> find(CaseInputs inputs, Pattern pattern, String needle) {
    return inputs.log().map(log -> find(log, pattern, needle)).orElse(List.of());
  }

  private static List<Hit> find(BuildLog log, Pattern pattern, String needle) {
    List<Hit> hits = new ArrayList<>();
    for (LogEvent event : log.remarks()) {
      String message = event.line().message();
      if (isComplaint(event) && message.contains(needle)) {
        MessageSearch.find(message, pattern)
            .ifPresent(match -> hits.add(new Hit(log, event, match)));
      }
    }
    return hits;
  }

  private static boolean isComplaint(LogEvent event) {
    return event instanceof LogEvent.Problem || event instanceof LogEvent.OutsideTrouble;
  }

  /** The first {@link Evidences#ENOUGH} of the lines. */
  static List<Evidence> evidence(List<Hit> hits) {
    return hits.stream()
        .limit(Evidences.ENOUGH)
        .map(hit -> Evidences.of(hit.log(), hit.event()))
        .toList();
  }

  /** What the groups matched, each name once, in log order. */
  static List<String> names(List<Hit> hits) {
    return hits.stream()
        .flatMap(LogSearch::groups)
        .map(LogSearch::trimmed)
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }

  private static Stream<String> groups(Hit hit) {
    return IntStream.rangeClosed(1, hit.match().groupCount()).mapToObj(hit::group);
  }

  /** A name without the bracket that closes the message around it. */
  private static String trimmed(String name) {
    String trimmed = name.strip();
    while (trimmed.endsWith(")") && count(trimmed, ')') > count(trimmed, '(')) {
      trimmed = trimmed.substring(0, trimmed.length() - 1).strip();
    }
    return trimmed;
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }

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
        .filter(LogSearch::isTrouble)
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

  /** Whether TensorRT complains of something else after all of the lines. */
  static boolean anotherErrorFollows(List<Hit> hits) {
    Hit last = hits.get(hits.size() - 1);
    return errors(last.log()).stream()
        .filter(problem -> problem.followsFrom().isEmpty())
        .anyMatch(problem -> problem.line().number() > last.event().line().number());
  }

  /** Whether a build ended without an engine, or there is no log that could tell. */
  static boolean failed(CaseInputs inputs) {
    return !inputs.log().map(BuildLog::succeeded).orElse(false);
  }
}
