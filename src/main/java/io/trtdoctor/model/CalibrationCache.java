package io.trtdoctor.model;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A calibration cache as read: header, entries in file order and the lines that could not be read.
 *
 * @param header the first line, empty if the file has none
 * @param version the TensorRT version the header names
 * @param algorithm the calibrator the header names, empty if the word is not known to us
 * @param entries in file order, duplicates kept
 * @param unreadable lines that are no entry
 * @param layout how the file was written beyond that, so that it can be written again unchanged
 */
public record CalibrationCache(
    String header,
    Optional<TensorRtVersion> version,
    Optional<CalibrationAlgorithm> algorithm,
    List<Entry> entries,
    List<UnreadableLine> unreadable,
    Layout layout) {
  /** One line: a tensor and its scale; {@code line} counts from 1. */
  public record Entry(int line, TensorName tensor, Scale scale, String hex) {}

  /** A line that is no entry, with its number from 1. */
  public record UnreadableLine(int line, String text) {}

  /**
   * What a cache's text holds besides its header and entries.
   *
   * @param charset the encoding, UTF-8 unless the bytes are none
   * @param lineEnding {@code "\n"} or {@code "\r\n"}
   * @param endsWithLineEnding whether the last line is ended too
   * @param verbatim by line number from 1, the lines whose text is not the plain spelling: blank
   *     lines, blanks around an entry, a lone carriage return
   */
  public record Layout(
      Charset charset,
      String lineEnding,
      boolean endsWithLineEnding,
      Map<Integer, String> verbatim) {
    /** The layout TensorRT writes: UTF-8, line feeds, every line ended. */
    public static final Layout PLAIN = new Layout(StandardCharsets.UTF_8, "\n", true, Map.of());

    public Layout {
      verbatim = Map.copyOf(verbatim);
    }
  }

  /** A cache in the layout TensorRT writes. */
  public CalibrationCache(
      String header,
      Optional<TensorRtVersion> version,
      Optional<CalibrationAlgorithm> algorithm,
      List<Entry> entries,
      List<UnreadableLine> unreadable) {
    this(header, version, algorithm, entries, unreadable, Layout.PLAIN);
  }

  public CalibrationCache {
    entries = List.copyOf(entries);
    unreadable = List.copyOf(unreadable);
  }

  /** The scales by tensor; of duplicates the last counts. */
  public Map<TensorName, Scale> scales() {
    return entries.stream()
        .collect(Collectors.toMap(Entry::tensor, Entry::scale, (first, last) -> last));
  }
}
