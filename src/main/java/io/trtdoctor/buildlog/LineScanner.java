package io.trtdoctor.buildlog;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds the lines in a buffer of bytes and picks those that may tell something. */
final class LineScanner {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LINE_FEEDS = LOW_BITS * '\n';
  private static final long ESCAPES = LOW_BITS * LogPrefix.ESCAPE;

  private final LogPrefix prefix = new LogPrefix();

  /**
   * Scans whole lines; what follows the last line break counts as a line too.
   *
   * <p>Colour codes are taken out of the buffer in place.
   *
   * @param endOfLog whether a line without a line break at the end is the log's broken last line
   */
  void scan(byte[] bytes, int from, int to, boolean endOfLog, CandidateLines found) {
    int start = from;
    while (start < to) {
      int lineFeed = indexOfLineFeed(bytes, start, to);
      int end = lineFeed < 0 ? to : lineFeed;
      look(bytes, start, end, lineFeed < 0 && endOfLog, found);
      start = end + 1;
    }
  }

  private void look(byte[] bytes, int from, int lineEnd, boolean broken, CandidateLines found) {
    int end = lineEnd > from && bytes[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
    int start = from;
    prefix.read(bytes, start, end);
    if (prefix.coloured()) {
      end = withoutColours(bytes, start, end);
      prefix.read(bytes, start, end);
    }
    if (!prefix.told()) {
      int shown = afterCarriageReturn(bytes, start, end);
      if (shown > start) {
        start = shown;
        prefix.read(bytes, start, end);
      }
    }
    if (broken || isCandidate(bytes, end)) {
      found.add(start, prefix.message(), end, prefix.severity(), prefix.told(), broken);
    }
    found.countLine(prefix.told());
  }

  private boolean isCandidate(byte[] bytes, int end) {
    int message = prefix.message();
    return switch (prefix.severity()) {
      case INTERNAL_ERROR, ERROR, WARNING -> true;
      case INFO, VERBOSE -> KnownStarts.canMatter(bytes, message, end);
      case NONE -> !isLayerInformation(bytes, message, end);
    };
  }

  /** The thousands of lines after {@code Engine Layer Information:}. */
  private static boolean isLayerInformation(byte[] bytes, int from, int end) {
    return end - from > 6
        && bytes[from] == 'L'
        && bytes[from + 1] == 'a'
        && bytes[from + 4] == 'r'
        && bytes[from + 5] == '(';
  }

  /** What a terminal shows of a line that a progress bar has rewritten. */
  private static int afterCarriageReturn(byte[] bytes, int from, int end) {
    for (int i = end - 1; i > from; i--) {
      if (bytes[i - 1] == '\r') {
        return i;
      }
    }
    return from;
  }

  /** Takes the colour codes out and returns the line's new end. */
  static int withoutColours(byte[] bytes, int from, int end) {
    int kept = from;
    int i = from;
    while (i < end) {
      if (bytes[i] == LogPrefix.ESCAPE) {
        i = afterEscape(bytes, i, end);
      } else {
        bytes[kept++] = bytes[i++];
      }
    }
    return kept;
  }

  private static int afterEscape(byte[] bytes, int escape, int end) {
    int i = escape + 1;
    if (i >= end || bytes[i] != '[') {
      return Math.min(end, i + 1);
    }
    i++;
    while (i < end && (bytes[i] < '@' || bytes[i] > '~')) {
      i++;
    }
    return Math.min(end, i + 1);
  }

  /** Whether the bytes are ASCII without colour codes; eight at a time. */
  static boolean isPlain(byte[] bytes, int from, int to) {
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      long found = (long) LONGS.get(bytes, i);
      long marked = found ^ ESCAPES;
      if (((((marked - LOW_BITS) & ~marked) | found) & HIGH_BITS) != 0) {
        return false;
      }
    }
    for (; i < to; i++) {
      if (bytes[i] < 0 || bytes[i] == LogPrefix.ESCAPE) {
        return false;
      }
    }
    return true;
  }

  /** The place of the next line feed, or -1; eight bytes at a time. */
  static int indexOfLineFeed(byte[] bytes, int from, int to) {
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      long marked = (long) LONGS.get(bytes, i) ^ LINE_FEEDS;
      long zeros = (marked - LOW_BITS) & ~marked & HIGH_BITS;
      if (zeros != 0) {
        return i + (Long.numberOfTrailingZeros(zeros) >>> 3);
      }
    }
    for (; i < to; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }
}
