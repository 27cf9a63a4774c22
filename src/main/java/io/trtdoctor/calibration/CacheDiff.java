package io.trtdoctor.calibration;

import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.CalibrationCache.Entry;
import io.trtdoctor.model.Scale;
import io.trtdoctor.model.TensorName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What sets two calibration caches apart. Of a tensor's several entries the last counts.
 *
 * @param onlyInFirst entries of tensors the second lacks, in file order
 * @param onlyInSecond entries of tensors the first lacks, in file order
 * @param changes tensors whose scale differs, greatest effect first
 * @param same how many tensors have the same scale in both, to the bit
 */
public record CacheDiff(
    List<Entry> onlyInFirst, List<Entry> onlyInSecond, List<Change> changes, int same) {
  /** A tensor with its two scales. */
  public record Change(TensorName tensor, Scale first, Scale second) {
    /** The second scale over the first; 0, infinite or NaN where one of them is unusable. */
    public double ratio() {
      return (double) second.value() / first.value();
    }

    /**
     * How far apart the scales are, as the absolute natural logarithm of their ratio: a scale twice
     * as great clips or coarsens as much as one half as great. Infinite if one is unusable.
     */
    public double effect() {
      boolean usable = first.isUsable() && second.isUsable();
      return usable ? Math.abs(Math.log(ratio())) : Double.POSITIVE_INFINITY;
    }
  }

  public CacheDiff {
    onlyInFirst = List.copyOf(onlyInFirst);
    onlyInSecond = List.copyOf(onlyInSecond);
    changes = List.copyOf(changes);
  }

  public static CacheDiff of(CalibrationCache first, CalibrationCache second) {
    Map<TensorName, Entry> before = byTensor(first);
    Map<TensorName, Entry> after = byTensor(second);
    List<Change> changes = new ArrayList<>();
    int same = 0;
    for (Entry entry : before.values()) {
      Entry other = after.get(entry.tensor());
      if (other != null && other.scale().bits() == entry.scale().bits()) {
        same++;
      } else if (other != null) {
        changes.add(new Change(entry.tensor(), entry.scale(), other.scale()));
      }
    }
    changes.sort(Comparator.comparingDouble(Change::effect).reversed());
    return new CacheDiff(without(before, after), without(after, before), changes, same);
  }

  private static List<Entry> without(Map<TensorName, Entry> all, Map<TensorName, Entry> others) {
    return all.values().stream().filter(e -> !others.containsKey(e.tensor())).toList();
  }

  private static Map<TensorName, Entry> byTensor(CalibrationCache cache) {
    Map<TensorName, Entry> entries = new LinkedHashMap<>();
    cache.entries().forEach(e -> entries.put(e.tensor(), e));
    return entries;
  }
}
