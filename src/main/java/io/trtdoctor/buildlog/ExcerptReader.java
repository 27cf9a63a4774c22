package io.trtdoctor.buildlog;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Reads lines of a log again, with those around them. */
public final class ExcerptReader {
  private static final int BUFFER = 1 << 18;
  private static final int LONGEST_LINE = 4096;

  private ExcerptReader() {}

  /**
   * The lines and as many as {@code context} before and after each, in one pass; excerpts that
   * touch or overlap are one. Colours are removed, very long lines cut short.
   *
   * @param name what to call the log in messages
   * @param lines numbers from 1; those beyond the log's end are left out
   * @throws io.trtdoctor.error.BadInputException as {@link BuildLogReader} does
   */
  public static List<Excerpt> read(Path log, String name, Collection<Long> lines, int context) {
    List<long[]> spans = spans(lines, context);
    if (spans.isEmpty()) {
      return List.of();
    }
    try (LogSource source = LogSource.open(log, name)) {
      return new Pass(new BufferedInputStream(source.stream(), BUFFER), spans).run();
    } catch (IOException e) {
      throw BuildLogReader.unreadable(name, e);
    }
  }

  private static List<long[]> spans(Collection<Long> lines, int context) {
    List<long[]> spans = new ArrayList<>();
    for (long line : new TreeSet<>(lines)) {
      if (line < 1) {
        continue;
      }
      long from = Math.max(1, line - context);
      long to = line + context;
      if (!spans.isEmpty() && spans.get(spans.size() - 1)[1] >= from - 1) {
        spans.get(spans.size() - 1)[1] = to;
      } else {
        spans.add(new long[] {from, to});
      }
    }
    return spans;
  }

  /** One way through the log. */
  private static final class Pass {
    private final BufferedInputStream in;
    private final List<long[]> spans;
    private final List<Excerpt> excerpts = new ArrayList<>();
    private final byte[] buffer = new byte[BUFFER];
    private final byte[] line = new byte[LONGEST_LINE];
    private List<String> kept = new ArrayList<>();
    private int length;
    private long number = 1;
    private int span;

    Pass(BufferedInputStream in, List<long[]> spans) {
      this.in = in;
      this.spans = spans;
    }

    List<Excerpt> run() throws IOException {
      boolean ended = false;
      while (span < spans.size() && !ended) {
        int filled = readSome();
        ended = filled < 0;
        int from = 0;
        while (from < filled && span < spans.size()) {
          int feed = LineScanner.indexOfLineFeed(buffer, from, filled);
          int to = feed < 0 ? filled : feed;
          keep(from, to);
          if (feed >= 0) {
            endLine();
          }
          from = to + 1;
        }
      }
      if (ended && length > 0 && isWanted()) {
        endLine();
      }
      flush();
      return excerpts;
    }

    /** The end of a damaged log is its end. */
    private int readSome() {
      try {
        return in.read(buffer, 0, buffer.length);
      } catch (IOException e) {
        return -1;
      }
    }

    private boolean isWanted() {
      return span < spans.size() && number >= spans.get(span)[0];
    }

    private void keep(int from, int to) {
      if (isWanted()) {
        int count = Math.min(to - from, line.length - length);
        System.arraycopy(buffer, from, line, length, count);
        length += count;
      }
    }

    private void endLine() {
      if (isWanted()) {
        int end = LineScanner.withoutColours(line, 0, length);
        end = end > 0 && line[end - 1] == '\r' ? end - 1 : end;
        kept.add(new String(line, 0, end, StandardCharsets.UTF_8));
        length = 0;
        if (number == spans.get(span)[1]) {
          flush();
        }
      }
      number++;
    }

    private void flush() {
      if (!kept.isEmpty()) {
        excerpts.add(new Excerpt(spans.get(span)[0], kept));
        kept = new ArrayList<>();
      }
      span++;
    }
  }
}
