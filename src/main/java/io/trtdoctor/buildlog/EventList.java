package io.trtdoctor.buildlog;

import io.trtdoctor.buildlog.LogEvent.BatchCalibrated;
import io.trtdoctor.buildlog.LogEvent.CacheUsed;
import io.trtdoctor.buildlog.LogEvent.Fact;
import io.trtdoctor.buildlog.LogEvent.Int8Rejected;
import io.trtdoctor.buildlog.LogEvent.OutsideTrouble;
import io.trtdoctor.buildlog.LogEvent.PrecisionFallback;
import io.trtdoctor.buildlog.LogEvent.Problem;
import io.trtdoctor.buildlog.LogEvent.ScaleCopied;
import io.trtdoctor.buildlog.LogEvent.ScaleInEffect;
import io.trtdoctor.buildlog.LogEvent.ScaleMissing;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of one build, bounded: so many of a kind and so much text, that memory stays flat
 * whatever the log holds. Errors count apart, so that a flood of warnings never drowns them.
 */
final class EventList {
  private static final long MOST_CHARACTERS = 40_000_000;
  private static final long MOST_CHARACTERS_OF_ERRORS = 8_000_000;
  private static final int ERRORS = 0;
  private static final int KINDS = 12;

  private final List<LogEvent> events = new ArrayList<>();
  private final int[] counts = new int[KINDS];
  private long characters;
  private long charactersOfErrors;
  private long dropped;

  void add(LogEvent event) {
    int kind = kind(event);
    LogLine line = event.line();
    int length = line.raw().length() + line.message().length();
    boolean full =
        kind == ERRORS
            ? charactersOfErrors + length > MOST_CHARACTERS_OF_ERRORS
            : characters + length > MOST_CHARACTERS;
    if (full || counts[kind] >= BuildLog.MOST_EVENTS_OF_A_KIND) {
      dropped++;
      return;
    }
    counts[kind]++;
    if (kind == ERRORS) {
      charactersOfErrors += length;
    } else {
      characters += length;
    }
    events.add(event);
  }

  /** Puts an event in before those that were added after that size was read. */
  void insert(int place, LogEvent event) {
    events.add(Math.min(place, events.size()), event);
  }

  int size() {
    return events.size();
  }

  List<LogEvent> events() {
    return events;
  }

  long dropped() {
    return dropped;
  }

  void addDropped(long more) {
    dropped += more;
  }

  private static int kind(LogEvent event) {
    if (event instanceof Problem problem) {
      return problem.isError() ? ERRORS : 1;
    }
    if (event instanceof ScaleInEffect) {
      return 2;
    }
    if (event instanceof ScaleMissing) {
      return 3;
    }
    if (event instanceof ScaleCopied) {
      return 4;
    }
    if (event instanceof Int8Rejected) {
      return 5;
    }
    if (event instanceof PrecisionFallback) {
      return 6;
    }
    if (event instanceof BatchCalibrated) {
      return 7;
    }
    if (event instanceof CacheUsed) {
      return 8;
    }
    if (event instanceof Fact) {
      return 9;
    }
    return event instanceof OutsideTrouble ? 10 : 11;
  }
}
