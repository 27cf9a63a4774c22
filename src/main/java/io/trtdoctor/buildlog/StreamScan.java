package io.trtdoctor.buildlog;

import java.io.IOException;
import java.io.InputStream;

/** Reads a log from a stream, one buffer after another. */
final class StreamScan {
  private static final int BUFFER = 1 << 20;

  private final BuildSplitter splitter;
  private final LineScanner scanner = new LineScanner();
  private final CandidateLines found = new CandidateLines();
  private final byte[] buffer = new byte[BUFFER];
  private int filled;
  private boolean inOverlongLine;

  StreamScan(BuildSplitter splitter) {
    this.splitter = splitter;
  }

  /** Reads to the end; when it fails, {@link #end} delivers what came before. */
  void read(InputStream in) throws IOException {
    while (true) {
      int count = in.read(buffer, filled, buffer.length - filled);
      if (count < 0) {
        end();
        return;
      }
      filled += count;
      if (filled == buffer.length) {
        deliver();
      }
    }
  }

  /** Delivers what is left in the buffer as the end of the log. */
  void end() {
    if (filled > 0 && !inOverlongLine) {
      deliver(filled, true);
    }
    filled = 0;
  }

  private void deliver() {
    int end = lastLineFeed() + 1;
    if (end > 0) {
      deliver(end, false);
      System.arraycopy(buffer, end, buffer, 0, filled - end);
      filled -= end;
    } else if (inOverlongLine) {
      filled = 0;
    } else {
      deliver(filled, false);
      inOverlongLine = true;
      filled = 0;
    }
  }

  private void deliver(int end, boolean endOfLog) {
    int from = 0;
    if (inOverlongLine) {
      from = LineScanner.indexOfLineFeed(buffer, 0, end) + 1;
      inOverlongLine = false;
    }
    found.clear();
    scanner.scan(buffer, from, end, endOfLog, found);
    splitter.accept(buffer, found);
  }

  private int lastLineFeed() {
    for (int i = filled - 1; i >= 0; i--) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }
}
