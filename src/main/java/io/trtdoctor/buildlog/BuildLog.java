package io.trtdoctor.buildlog;

import io.trtdoctor.model.TensorRtVersion;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a log tells of one build.
 *
 * @param file the log's name as the user gave it
 * @param firstLine the build's first line in the file, from 1
 * @param lastLine its last line
 * @param lines how many lines of it are TensorRT's messages
 * @param version TensorRT's version, if the log says it
 * @param cutOff whether the last line is broken off or the log ends in mid-phase without an error
 * @param events in log order; of one kind at most {@link #MOST_EVENTS_OF_A_KIND} are kept
 * @param dropped how many more events there were
 */
public record BuildLog(
    String file,
    long firstLine,
    long lastLine,
    long lines,
    Optional<TensorRtVersion> version,
    boolean cutOff,
    List<LogEvent> events,
    long dropped) {
  /** The bound that keeps memory flat on any log. */
  public static final int MOST_EVENTS_OF_A_KIND = 20_000;

  public BuildLog {
    events = IndexedEvents.of(events);
  }

  /** The events of one kind, in log order. */
  public <E extends LogEvent> List<E> all(Class<E> kind) {
    return ((IndexedEvents) events).ofKind(kind);
  }

  /**
   * The events that say something in words of their own, in log order: errors, warnings, facts,
   * what other programs print; not the long lists of scales, layers and phases.
   */
  public List<LogEvent> remarks() {
    return ((IndexedEvents) events).remarks();
  }

  /** The first event of a kind. */
  public <E extends LogEvent> Optional<E> first(Class<E> kind) {
    return all(kind).stream().findFirst();
  }

  /** The first event of a kind that satisfies the condition. */
  public <E extends LogEvent> Optional<E> first(Class<E> kind, Predicate<? super E> condition) {
    return all(kind).stream().filter(condition).findFirst();
  }

  /** Errors and warnings whose message holds the text, in order. */
  public List<LogEvent.Problem> problemsSaying(String text) {
    return all(LogEvent.Problem.class).stream()
        .filter(problem -> problem.line().message().contains(text))
        .toList();
  }

  /** Whether an engine came out. */
  public boolean succeeded() {
    return first(LogEvent.EngineBuilt.class).isPresent();
  }
}
