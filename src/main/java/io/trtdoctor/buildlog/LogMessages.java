package io.trtdoctor.buildlog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What TensorRT said in a log, whatever is made of it: the first line of each message. */
public final class LogMessages {
  /** More than any build logs; beyond that a log is not held in memory. */
  private static final int MOST = 200_000;

  private LogMessages() {}

  /**
   * The messages of a build, without the logger's prefix; lines without one are left out.
   *
   * @param name what to call the log in messages to the user
   * @param first the build's first line, from 1
   * @param last its last line
   * @throws io.trtdoctor.error.BadInputException as {@link BuildLogReader} does
   */
  public static List<String> read(Path log, String name, long first, long last) {
    LogPrefix prefix = new LogPrefix();
    try (LogSource source = LogSource.open(log, name);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(source.stream(), StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .skip(first - 1)
          .limit(Math.min(last - first + 1, MOST))
          .flatMap(line -> message(prefix, line))
          .toList();
    } catch (IOException e) {
      throw BuildLogReader.unreadable(name, e);
    }
  }

  private static Stream<String> message(LogPrefix prefix, String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    int end = LineScanner.withoutColours(bytes, 0, bytes.length);
    prefix.read(bytes, 0, end);
    return prefix.told()
        ? Stream.of(
            new String(bytes, prefix.message(), end - prefix.message(), StandardCharsets.UTF_8)
                .strip())
        : Stream.empty();
  }
}
