package io.trtdoctor.buildlog;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads builder logs, whatever printed them, and hands over one {@link BuildLog} for each build.
 *
 * <p>Reading is streaming and keeps nothing of builds already handed over. A log without any line
 * of TensorRT's gives one build too, because what surrounds a build is evidence as well. A log that
 * is compressed with gzip is read as it is, also if it is cut off.
 */
public final class BuildLogReader {
  private BuildLogReader() {}

  /**
   * Reads a file.
   *
   * @param name what to call it in messages and in the builds
   * @param builds takes the builds in their order, on the calling thread
   * @throws BadInputException if there is nothing to read: the file is missing, unreadable, a
   *     directory, empty, no text, or damaged from its start
   */
  public static void read(Path file, String name, Consumer<BuildLog> builds) {
    BuildSplitter splitter = new BuildSplitter(name, builds);
    try (LogSource source = LogSource.open(file, name)) {
      if (source.plainFile().isPresent() && ParallelScan.isWorthwhile(source.size())) {
        ParallelScan.scan(source.plainFile().get(), source.start(), source.size(), splitter);
      } else {
        scan(source, name, splitter);
      }
    } catch (IOException e) {
      throw unreadable(name, e);
    }
    splitter.finish();
  }

  /**
   * Reads a stream to its end, for example standard input; it is not closed.
   *
   * @throws BadInputException as for a file
   */
  public static void read(InputStream in, String name, Consumer<BuildLog> builds) {
    BuildSplitter splitter = new BuildSplitter(name, builds);
    try {
      scan(LogSource.of(in, name), name, splitter);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
    splitter.finish();
  }

  /** A failure to read; what was read before it still counts, if it is anything. */
  private static void scan(LogSource source, String name, BuildSplitter splitter)
      throws IOException {
    StreamScan scan = new StreamScan(splitter);
    try {
      scan.read(source.stream());
    } catch (IOException e) {
      scan.end();
      if (splitter.linesRead() == 0 && source.isCompressed()) {
        throw new BadInputException(Message.of("buildlog.damaged-gzip", name), e);
      }
      if (splitter.linesRead() == 0) {
        throw e;
      }
      splitter.breakOff();
    }
  }

  static BadInputException unreadable(String name, IOException e) {
    String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new BadInputException(Message.of("buildlog.unreadable", name, reason), e);
  }
}
