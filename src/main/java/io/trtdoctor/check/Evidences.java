package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent;
import io.trtdoctor.buildlog.LogLine;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.CalibrationCache;
import java.util.List;

/** Turns what was found in an input into {@link Evidence}. */
public final class Evidences {
  /** As many lines of one kind as a reader wants to see; the rest is counted, not listed. */
  public static final int ENOUGH = 8;

  private Evidences() {}

  /** A line of the log. */
  public static Evidence of(BuildLog log, LogLine line) {
    return new Evidence(log.file(), line.number(), line.raw());
  }

  /** The line an event stands in. */
  public static Evidence of(BuildLog log, LogEvent event) {
    return of(log, event.line());
  }

  /** The lines of the first {@link #ENOUGH} events. */
  public static List<Evidence> of(BuildLog log, List<? extends LogEvent> events) {
    return events.stream().limit(ENOUGH).map(event -> of(log, event)).toList();
  }

  /** An entry of the calibration cache, as the file has it. */
  public static Evidence of(CaseInputs.NamedCache cache, CalibrationCache.Entry entry) {
    return new Evidence(cache.name(), entry.line(), entry.tensor() + ": " + entry.hex());
  }

  /** The header of the calibration cache. */
  public static Evidence header(CaseInputs.NamedCache cache) {
    return new Evidence(cache.name(), 1, cache.cache().header());
  }

  /**
   * A setting, under the place it was read from.
   *
   * @param option the option's name, for example {@code --int8}
   * @param text what it says
   */
  public static Evidence setting(BuildSettings settings, String option, String text) {
    return new Evidence(settings.origins().getOrDefault(option, option), 0, text);
  }
}
