package io.trtdoctor.calibration;

import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.CalibrationCache.Layout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes calibration caches; one that was read and not changed comes out byte for byte. */
public final class CalibrationCacheWriter {
  private CalibrationCacheWriter() {}

  /**
   * Writes the cache to a file, whole or not at all; a file that is there is replaced.
   *
   * @throws MachineLacksException if it cannot be written
   */
  public static void write(CalibrationCache cache, Path path) {
    WholeFile.write(path, bytes(cache));
  }

  /** The bytes of the file. */
  public static byte[] bytes(CalibrationCache cache) {
    Layout layout = cache.layout();
    String text =
        lines(cache).stream().map(Line::text).collect(Collectors.joining(layout.lineEnding()));
    return (layout.endsWithLineEnding() ? text + layout.lineEnding() : text)
        .getBytes(layout.charset());
  }

  private static List<Line> lines(CalibrationCache cache) {
    Map<Integer, String> verbatim = cache.layout().verbatim();
    List<Line> lines = new ArrayList<>();
    verbatim.entrySet().stream()
        .filter(l -> CacheLine.stripped(l.getKey(), l.getValue()).isEmpty())
        .forEach(l -> lines.add(new Line(l.getKey(), l.getValue())));
    if (!cache.header().isEmpty()) {
      lines.add(line(1, cache.header(), verbatim));
    }
    cache.unreadable().forEach(l -> lines.add(line(l.line(), l.text(), verbatim)));
    cache.entries().forEach(e -> lines.add(line(e.line(), CacheLine.plain(e), verbatim)));
    lines.sort(Comparator.comparingInt(Line::number));
    return lines;
  }

  /** The text as it stood in the file, unless what it said has been changed since. */
  private static Line line(int number, String plain, Map<Integer, String> verbatim) {
    String asRead = verbatim.getOrDefault(number, plain);
    return new Line(number, CacheLine.plain(number, asRead).equals(plain) ? asRead : plain);
  }

  private record Line(int number, String text) {}
}
