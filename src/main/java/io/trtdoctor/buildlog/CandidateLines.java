package io.trtdoctor.buildlog;

import java.util.Arrays;

/**
 * The lines of a stretch of a log that may tell something, as places in a buffer of bytes, and how
 * many lines the stretch has.
 *
 * <p>Columns instead of objects, because there is one of these for every few megabytes.
 */
final class CandidateLines {
  private static final int COLUMNS = 5;
  private static final int TOLD = 1;
  private static final int UNTERMINATED = 2;

  private int[] cells = new int[COLUMNS * 256];
  private LogSeverity[] severities = new LogSeverity[256];
  private int size;
  private int lines;
  private int toldLines;

  void clear() {
    size = 0;
    lines = 0;
    toldLines = 0;
  }

  void add(int from, int message, int to, LogSeverity severity, boolean told, boolean broken) {
    int cell = size * COLUMNS;
    if (cell + COLUMNS > cells.length) {
      cells = Arrays.copyOf(cells, cells.length * 2);
      severities = Arrays.copyOf(severities, severities.length * 2);
    }
    cells[cell] = from;
    cells[cell + 1] = message;
    cells[cell + 2] = to;
    cells[cell + 3] = lines;
    cells[cell + 4] = (told ? TOLD : 0) | (broken ? UNTERMINATED : 0) | (toldLines << 2);
    severities[size] = severity;
    size++;
  }

  /** Counts the line that was last looked at. */
  void countLine(boolean told) {
    lines++;
    if (told) {
      toldLines++;
    }
  }

  int size() {
    return size;
  }

  int lines() {
    return lines;
  }

  int toldLines() {
    return toldLines;
  }

  int from(int candidate) {
    return cells[candidate * COLUMNS];
  }

  int message(int candidate) {
    return cells[candidate * COLUMNS + 1];
  }

  int to(int candidate) {
    return cells[candidate * COLUMNS + 2];
  }

  /** How many lines of the stretch stand before it. */
  int linesBefore(int candidate) {
    return cells[candidate * COLUMNS + 3];
  }

  /** How many of them are TensorRT's messages. */
  int toldBefore(int candidate) {
    return cells[candidate * COLUMNS + 4] >>> 2;
  }

  LogSeverity severity(int candidate) {
    return severities[candidate];
  }

  boolean told(int candidate) {
    return (cells[candidate * COLUMNS + 4] & TOLD) != 0;
  }

  /** Whether the log ends in this line without a line break. */
  boolean unterminated(int candidate) {
    return (cells[candidate * COLUMNS + 4] & UNTERMINATED) != 0;
  }
}
