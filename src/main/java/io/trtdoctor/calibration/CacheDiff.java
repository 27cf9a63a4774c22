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
import java.util.function.ToIntFunction;

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
  /**
   * A tensor with its two scales.
   *
   * @param readers how many layers read the tensor; 1 where no network tells
   */
  public record Change(TensorName tensor, Scale first, Scale second, int readers) {
    /** The second scale over the first; 0, infinite or NaN where one of them is unusable. */
    public double ratio() {
      return (double) second.value() / first.value();
    }

    /**
     * How far apart the scales are, in bits: the absolute binary logarithm of their ratio. A scale
     * twice as great costs one of the eight bits; one half as great cuts off what that bit held.
     * Infinite if one is unusable.
     */
    public double bits() {
      boolean usable = first.isUsable() && second.isUsable();
      return usable ? Math.abs(Math.log(ratio()) / Math.log(2)) : Double.POSITIVE_INFINITY;
    }

    /** The bits times the readers: the error goes into each of them. */
    public double effect() {
      return bits() * readers;
    }
  }

  public CacheDiff {
    onlyInFirst = List.copyOf(onlyInFirst);
    onlyInSecond = List.copyOf(onlyInSecond);
    changes = List.copyOf(changes);
  }

  /** The difference, by the scales alone. */
  public static CacheDiff of(CalibrationCache first, CalibrationCache second) {
    return of(first, second, tensor -> 1);
  }

  /** The difference, with the layers of a network that each tensor goes into. */
  public static CacheDiff of(
      CalibrationCache first, CalibrationCache second, CacheNetwork network) {
    return of(first, second, tensor -> Math.max(1, network.readers(tensor)));
  }

  private static CacheDiff of(
      CalibrationCache first, CalibrationCache second, ToIntFunction<TensorName> readers) {
    Map<TensorName, Entry> before = byTensor(first);
    Map<TensorName, Entry> after = byTensor(second);
    List<Change> changes = new ArrayList<>();
    int same = 0;
    for (Entry entry : before.values()) {
      Entry other = after.get(entry.tensor());
      if (other != null && other.scale().bits() == entry.scale().bits()) {
        same++;
      } else if (other != null) {
        int times = readers.applyAsInt(entry.tensor());
        changes.add(new Change(entry.tensor(), entry.scale(), other.scale(), times));
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
