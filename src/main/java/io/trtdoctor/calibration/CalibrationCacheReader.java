package io.trtdoctor.calibration;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.model.CacheHeader;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.CalibrationCache.Entry;
import io.trtdoctor.model.CalibrationCache.Layout;
import io.trtdoctor.model.CalibrationCache.UnreadableLine;
import io.trtdoctor.text.Message;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads calibration caches: a {@link CacheHeader}, then a line {@code tensor: hex} for each tensor,
 * hex being the IEEE-754 bits of its scale.
 *
 * <p>That the number is the scale, not the range, is what trtexec reads it as (NVIDIA/TensorRT
 * v8.6.1, samples/common/sampleEngines.cpp, readScalesFromCalibrationCache).
 */
public final class CalibrationCacheReader {
  private final String name;
  private final List<Entry> entries = new ArrayList<>();
  private final List<UnreadableLine> unreadable = new ArrayList<>();
  private final Map<Integer, String> verbatim = new TreeMap<>();
  private Optional<CacheHeader> header = Optional.empty();

  private CalibrationCacheReader(String name) {
    this.name = name;
  }

  /**
   * The cache in a file. Lines that are no entry are kept as such; a first line that is no header
   * gives an empty header as long as at least half of the lines are entries.
   *
   * @throws BadInputException if the file is missing, unreadable, empty, a directory, not text or
   *     no calibration cache
   */
  public static CalibrationCache read(Path path) {
    return parse(CacheFile.read(path), path.toString());
  }

  /**
   * The cache that some bytes are.
   *
   * @param name what messages call it
   * @throws BadInputException if they are no calibration cache
   */
  public static CalibrationCache parse(byte[] content, String name) {
    return parse(CacheFile.of(content, name), name);
  }

  /**
   * A cache without entries that has this header.
   *
   * @throws BadInputException if TensorRT writes no such header
   */
  public static CalibrationCache withHeader(String header) {
    CacheHeader known =
        CacheHeader.parse(header)
            .orElseThrow(
                () -> new BadInputException(Message.of("calibration.no-such-header", header)));
    return new CalibrationCache(header, known.version(), known.algorithm(), List.of(), List.of());
  }

  private static CalibrationCache parse(CacheFile file, String name) {
    return new CalibrationCacheReader(name).cache(file.text(), file.charset());
  }

  private CalibrationCache cache(String text, Charset charset) {
    String ending = lineEnding(text);
    boolean ended = text.endsWith(ending);
    String body = ended ? text.substring(0, text.length() - ending.length()) : text;
    String[] lines = body.split(ending, -1);
    for (int i = 0; i < lines.length; i++) {
      take(i + 1, lines[i]);
    }
    requireCache();
    return new CalibrationCache(
        header.map(CacheHeader::text).orElse(""),
        header.flatMap(CacheHeader::version),
        header.flatMap(CacheHeader::algorithm),
        entries,
        unreadable,
        new Layout(charset, ending, ended, verbatim));
  }

  private static String lineEnding(String text) {
    long lineFeeds = text.chars().filter(c -> c == '\n').count();
    long both = Pattern.compile("\r\n").matcher(text).results().count();
    return both > 0 && both == lineFeeds ? "\r\n" : "\n";
  }

  private void take(int number, String line) {
    String text = CacheLine.stripped(number, line);
    header = number == 1 ? CacheHeader.parse(text) : header;
    String plain;
    if (number == 1 && header.isPresent()) {
      plain = text;
    } else {
      plain = text.isEmpty() ? text : takeBody(number, text);
    }
    if (text.isEmpty() || !plain.equals(line)) {
      verbatim.put(number, line);
    }
  }

  private String takeBody(int number, String text) {
    Optional<Entry> entry = CacheLine.parse(number, text);
    if (entry.isPresent()) {
      entries.add(entry.get());
      return CacheLine.plain(entry.get());
    }
    unreadable.add(new UnreadableLine(number, text));
    return text;
  }

  private void requireCache() {
    boolean looksLikeOne = !entries.isEmpty() && entries.size() >= unreadable.size();
    if (header.isEmpty() && !looksLikeOne) {
      String first = unreadable.isEmpty() ? "" : shortened(unreadable.get(0).text());
      throw new BadInputException(Message.of("calibration.not-a-cache", name, first));
    }
  }

  private static String shortened(String text) {
    int most = 80;
    return text.length() <= most ? text : text.substring(0, most) + "...";
  }
}
