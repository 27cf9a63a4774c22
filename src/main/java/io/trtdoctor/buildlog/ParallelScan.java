package io.trtdoctor.buildlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Scans a big file with several threads: each finds the candidate lines of one stretch after
 * another, and the calling thread puts them together in order.
 *
 * <p>A line belongs to the stretch that it begins in. A few stretches are in memory at a time.
 */
final class ParallelScan {
  private static final int STRETCH = 1 << 19;
  private static final int LONGEST_OVERHANG = 1 << 20;
  private static final int OVERHANG_STEP = 1 << 12;
  private static final int MOST_WORKERS = 4;
  private static final long WORTHWHILE = 8L << 20;

  private final FileChannel file;
  private final long start;
  private final long size;
  private final Queue<Stretch> spare = new ConcurrentLinkedQueue<>();

  private ParallelScan(FileChannel file, long start, long size) {
    this.file = file;
    this.start = start;
    this.size = size;
  }

  static boolean isWorthwhile(long size) {
    return size >= WORTHWHILE;
  }

  static void scan(FileChannel file, long start, long size, BuildSplitter splitter)
      throws IOException {
    int workers = Math.max(1, Math.min(MOST_WORKERS, Runtime.getRuntime().availableProcessors()));
    ExecutorService threads =
        Executors.newFixedThreadPool(
            workers,
            task -> {
              Thread thread = new Thread(task, "log-scan");
              thread.setDaemon(true);
              return thread;
            });
    try {
      new ParallelScan(file, start, size).run(threads, workers, splitter);
    } finally {
      threads.shutdownNow();
    }
  }

  private void run(ExecutorService threads, int workers, BuildSplitter splitter)
      throws IOException {
    Deque<Future<Stretch>> ahead = new ArrayDeque<>();
    long next = start;
    while (next < size || !ahead.isEmpty()) {
      while (next < size && ahead.size() < workers + 2) {
        long from = next;
        ahead.add(threads.submit(() -> scan(from)));
        next += STRETCH;
      }
      Stretch stretch = await(ahead.remove());
      splitter.accept(stretch.bytes, stretch.found);
      spare.add(stretch);
    }
  }

  private static Stretch await(Future<Stretch> future) throws IOException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private Stretch scan(long from) throws IOException {
    Stretch taken = spare.poll();
    Stretch stretch = taken == null ? new Stretch() : taken;
    stretch.found.clear();
    // one byte more in front tells whether a line begins here
    long first = Math.max(start, from - 1);
    int filled =
        read(stretch.bytes, 0, first, (int) Math.min(STRETCH + (from - first), size - first));
    int begin = 0;
    if (first < from) {
      int feed = LineScanner.indexOfLineFeed(stretch.bytes, 0, filled);
      begin = feed < 0 ? filled : feed + 1;
    }
    if (begin < filled) {
      int end = filled;
      boolean atEnd = first + filled >= size;
      if (!atEnd && stretch.bytes[filled - 1] != '\n') {
        end = readToLineEnd(stretch.bytes, filled, first);
        atEnd = stretch.bytes[end - 1] != '\n' && first + end >= size;
      }
      stretch.scanner.scan(stretch.bytes, begin, end, atEnd, stretch.found);
    }
    return stretch;
  }

  /** Reads on to the next line feed, little by little; returns where the buffer's content ends. */
  private int readToLineEnd(byte[] bytes, int filled, long first) throws IOException {
    int end = filled;
    int most = (int) Math.min(filled + LONGEST_OVERHANG, size - first);
    while (end < most) {
      int count = read(bytes, end, first + end, Math.min(OVERHANG_STEP, most - end));
      int feed = LineScanner.indexOfLineFeed(bytes, end, end + count);
      if (feed >= 0) {
        return feed + 1;
      }
      if (count == 0) {
        return end;
      }
      end += count;
    }
    return end;
  }

  private int read(byte[] into, int at, long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(into, at, length);
    long from = position;
    while (buffer.hasRemaining()) {
      int count = file.read(buffer, from);
      if (count < 0) {
        break;
      }
      from += count;
    }
    return length - buffer.remaining();
  }

  /** A stretch of the file with what was found in it; used again and again. */
  private static final class Stretch {
    final byte[] bytes = new byte[STRETCH + LONGEST_OVERHANG + 1];
    final CandidateLines found = new CandidateLines();
    final LineScanner scanner = new LineScanner();
  }
}
