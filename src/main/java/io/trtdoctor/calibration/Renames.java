package io.trtdoctor.calibration;

import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.TensorName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What tensors of a cache may be called now that the model has been exported anew.
 *
 * @param names new name by old name, in the order of the cache where it tells
 * @param byStructure whether the old model was there to compare with; else names alone were
 */
public record Renames(Map<TensorName, TensorName> names, boolean byStructure) {
  /** No name changed. */
  public static final Renames NONE = new Renames(Map.of(), false);

  public Renames {
    names = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(names));
  }

  /**
   * A guess; see {@link NameMatch} and {@link StructureMatch} for what it goes by.
   *
   * @param before the network that the cache was made with, if it is at hand
   */
  public static Renames of(CalibrationCache cache, CacheNetwork network, Optional<Network> before) {
    return before
        .map(old -> new Renames(byStructure(cache, network, old), true))
        .orElseGet(() -> new Renames(NameMatch.of(cache, network), false));
  }

  private static Map<TensorName, TensorName> byStructure(
      CalibrationCache cache, CacheNetwork network, Network old) {
    Map<TensorName, TensorName> pairs = StructureMatch.between(old, network.network());
    Map<TensorName, TensorName> changed = new LinkedHashMap<>();
    cache
        .entries()
        .forEach(
            e ->
                Optional.ofNullable(pairs.get(e.tensor()))
                    .filter(now -> !now.equals(e.tensor()))
                    .ifPresent(now -> changed.put(e.tensor(), now)));
    return changed;
  }
}
