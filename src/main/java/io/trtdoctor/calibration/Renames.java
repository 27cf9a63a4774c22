package io.trtdoctor.calibration;

import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.CalibrationCache.Entry;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.TensorName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What tensors of a cache may be called now that the model has been exported anew.
 *
 * @param names new name by old name, in the order of the cache
 * @param byStructure whether the old model was there to compare with; else names alone were
 */
public record Renames(Map<TensorName, TensorName> names, boolean byStructure) {
  /** No name changed. */
  public static final Renames NONE = new Renames(Map.of(), false);

  public Renames {
    names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
  }

  /**
   * A guess; see {@link NameMatch} and {@link StructureMatch} for what it goes by.
   *
   * @param before the network that the cache was made with, if it is at hand
   */
  public static Renames of(CalibrationCache cache, CacheNetwork network, Optional<Network> before) {
    Map<TensorName, TensorName> pairs =
        before
            .map(old -> StructureMatch.between(old, network.network()))
            .orElseGet(() -> NameMatch.of(cache, network));
    Map<TensorName, TensorName> changed = new LinkedHashMap<>();
    cache.entries().stream()
        .map(Entry::tensor)
        .filter(old -> pairs.containsKey(old) && !pairs.get(old).equals(old))
        .forEach(old -> changed.put(old, pairs.get(old)));
    return new Renames(changed, before.isPresent());
  }
}
