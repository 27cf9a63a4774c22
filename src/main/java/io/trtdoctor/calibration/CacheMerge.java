package io.trtdoctor.calibration;

import io.trtdoctor.calibration.CacheStep.Kind;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.CalibrationCache.Entry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fills the gaps of a cache from others; an entry that is there is never touched. */
public final class CacheMerge {
  private CacheMerge() {}

  /**
   * The cache with the entries it lacked, put at its end; header and layout stay as they are.
   *
   * @param others where entries come from, the first that has one first
   * @param network if given, only names that belong to it are taken
   */
  public static EditedCache of(
      CalibrationCache base, List<NamedCache> others, Optional<CacheNetwork> network) {
    CacheEdit edit = new CacheEdit(base);
    for (NamedCache other : others) {
      Map<Object, Entry> lastOnes = new LinkedHashMap<>();
      other.cache().entries().forEach(entry -> lastOnes.put(entry.tensor(), entry));
      lastOnes.values().stream()
          .filter(e -> !edit.has(e.tensor()))
          .filter(e -> network.isEmpty() || network.orElseThrow().knows(e.tensor()))
          .forEach(entry -> take(edit, entry, other.name()));
    }
    if (edit.steps().stream().noneMatch(CacheStep::isChange)) {
      return new EditedCache(base, edit.steps());
    }
    return edit.done();
  }

  private static void take(CacheEdit edit, Entry entry, String from) {
    if (CacheCheck.isSound(entry.scale())) {
      edit.put(entry.tensor(), entry.scale());
      edit.note(CacheStep.of(Kind.ADDED_FROM_CACHE, entry.tensor(), entry.scale().value(), from));
    } else {
      edit.note(CacheStep.of(Kind.LEFT_BAD, entry.tensor(), entry.hex(), from));
    }
  }
}
