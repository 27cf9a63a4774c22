package io.trtdoctor.calibration;

import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.CalibrationCache.Entry;
import io.trtdoctor.model.CalibrationCache.UnreadableLine;
import io.trtdoctor.model.Scale;
import io.trtdoctor.model.TensorName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A cache while it is changed; what is not changed keeps its place and its spelling. */
final class CacheEdit {
  private final CalibrationCache cache;
  private final Map<TensorName, Entry> entries = new LinkedHashMap<>();
  private final List<UnreadableLine> unreadable;
  private final List<CacheStep> steps = new ArrayList<>();
  private int last;

  /** Of a tensor's several entries the last is kept. */
  CacheEdit(CalibrationCache cache) {
    this.cache = cache;
    this.unreadable = new ArrayList<>(cache.unreadable());
    cache.entries().forEach(entry -> entries.put(entry.tensor(), entry));
    this.last = lines(cache).max().orElse(0);
  }

  private static IntStream lines(CalibrationCache cache) {
    return Stream.of(
            Stream.of(1),
            cache.entries().stream().map(Entry::line),
            cache.unreadable().stream().map(UnreadableLine::line),
            cache.layout().verbatim().keySet().stream())
        .flatMap(lines -> lines)
        .mapToInt(Integer::intValue);
  }

  void note(CacheStep step) {
    steps.add(step);
  }

  List<CacheStep> steps() {
    return steps;
  }

  List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  boolean has(TensorName tensor) {
    return entries.containsKey(tensor);
  }

  /** The tensor's scale if it is there and nothing is wrong with it. */
  Optional<Scale> sound(TensorName tensor) {
    return Optional.ofNullable(entries.get(tensor)).map(Entry::scale).filter(CacheCheck::isSound);
  }

  void put(TensorName tensor, Scale scale) {
    Entry old = entries.get(tensor);
    int line = old == null ? ++last : old.line();
    entries.put(tensor, new Entry(line, tensor, scale, CacheLine.hex(scale)));
  }

  void drop(TensorName tensor) {
    entries.remove(tensor);
  }

  void dropUnreadable() {
    unreadable.clear();
  }

  /** All at once, so that names may change places; a name that another entry keeps is not taken. */
  Set<TensorName> rename(Map<TensorName, TensorName> names) {
    Map<TensorName, TensorName> possible = new LinkedHashMap<>(names);
    possible.keySet().retainAll(entries.keySet());
    possible.values().removeIf(now -> entries.containsKey(now) && !names.containsKey(now));
    List<Entry> moved = possible.keySet().stream().map(entries::remove).toList();
    moved.forEach(
        e -> {
          TensorName now = possible.get(e.tensor());
          entries.put(now, new Entry(e.line(), now, e.scale(), e.hex()));
        });
    return Collections.unmodifiableSet(possible.keySet());
  }

  EditedCache done() {
    return new EditedCache(
        new CalibrationCache(
            cache.header(),
            cache.version(),
            cache.algorithm(),
            entries.values().stream()
                .sorted(java.util.Comparator.comparingInt(Entry::line))
                .toList(),
            unreadable,
            cache.layout()),
        steps);
  }
}
