package io.trtdoctor.model;

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
 */
public record CalibrationCache(
    String header,
    Optional<TensorRtVersion> version,
    Optional<CalibrationAlgorithm> algorithm,
    List<Entry> entries,
    List<UnreadableLine> unreadable) {
  /** One line: a tensor and its scale; {@code line} counts from 1. */
  public record Entry(int line, TensorName tensor, Scale scale, String hex) {}

  /** A line that is no entry, with its number from 1. */
  public record UnreadableLine(int line, String text) {}

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
