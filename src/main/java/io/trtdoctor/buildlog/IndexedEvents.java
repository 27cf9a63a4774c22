package io.trtdoctor.buildlog;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Events in log order, unmodifiable, that also know which of them are of one kind: every check asks
 * for some kinds, and a log has thousands of events.
 */
final class IndexedEvents extends AbstractList<LogEvent> {
  private final LogEvent[] events;
  private final Map<Class<?>, List<LogEvent>> byKind = new HashMap<>();
  private final List<LogEvent> remarks = new ArrayList<>();

  private IndexedEvents(List<LogEvent> events) {
    this.events = events.toArray(LogEvent[]::new);
    for (LogEvent event : this.events) {
      byKind.computeIfAbsent(event.getClass(), kind -> new ArrayList<>()).add(event);
      if (isRemark(event)) {
        remarks.add(event);
      }
    }
  }

  static IndexedEvents of(List<LogEvent> events) {
    return events instanceof IndexedEvents indexed ? indexed : new IndexedEvents(events);
  }

  /** The events of one record class. */
  @SuppressWarnings("unchecked")
  <E extends LogEvent> List<E> ofKind(Class<E> kind) {
    List<LogEvent> found = kind == LogEvent.class ? this : byKind.getOrDefault(kind, List.of());
    return (List<E>) Collections.unmodifiableList(found);
  }

  /** See {@link BuildLog#remarks}. */
  List<LogEvent> remarks() {
    return Collections.unmodifiableList(remarks);
  }

  private static boolean isRemark(LogEvent event) {
    return event instanceof LogEvent.Problem
        || event instanceof LogEvent.OutsideTrouble
        || event instanceof LogEvent.Fact
        || event instanceof LogEvent.CacheUsed
        || event instanceof LogEvent.CalibratorAbsent;
  }

  @Override
  public LogEvent get(int index) {
    return events[index];
  }

  @Override
  public int size() {
    return events.length;
  }
}
