package io.trtdoctor.calibration;

import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.CalibrationCache.Entry;
import io.trtdoctor.model.Scale;
import io.trtdoctor.model.TensorName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The dynamic ranges of a network's tensors.
 *
 * @param header the first line of the calibration cache they come from, empty if none is known
 * @param ranges one for each tensor, in the order of the cache
 */
public record RangeTable(String header, List<TensorRange> ranges) {
  public RangeTable {
    ranges = List.copyOf(ranges);
  }

  /** The ranges of a cache; of a tensor's several entries the last counts. */
  public static RangeTable of(CalibrationCache cache) {
    Map<TensorName, Scale> scales = new LinkedHashMap<>();
    cache.entries().forEach(entry -> scales.put(entry.tensor(), entry.scale()));
    return new RangeTable(
        cache.header(),
        scales.entrySet().stream().map(e -> TensorRange.of(e.getKey(), e.getValue())).toList());
  }

  public RangeTable withHeader(String other) {
    return new RangeTable(other, ranges);
  }

  /**
   * The cache with these ranges, in the layout TensorRT writes.
   *
   * @throws io.trtdoctor.error.BadInputException if the header is none that TensorRT writes
   */
  public CalibrationCache cache() {
    CalibrationCache empty = CalibrationCacheReader.withHeader(header);
    List<Entry> entries = new ArrayList<>();
    for (TensorRange range : ranges) {
      Scale scale = range.scale();
      entries.add(new Entry(entries.size() + 2, range.tensor(), scale, CacheLine.hex(scale)));
    }
    return new CalibrationCache(
        header, empty.version(), empty.algorithm(), entries, empty.unreadable());
  }
}
