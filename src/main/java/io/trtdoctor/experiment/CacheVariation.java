package io.trtdoctor.experiment;

import io.trtdoctor.calibration.CalibrationCacheWriter;
import io.trtdoctor.finding.Subject;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.CalibrationCache.Entry;
import io.trtdoctor.model.Scale;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * The entries of a cache: those put in are as in one cache, all others as in another, where either
 * may lack them.
 */
final class CacheVariation implements Variation<TensorName> {
  private final Recipe failing;
  private final CalibrationCache one;
  private final Map<TensorName, Scale> ofOne;
  private final Map<TensorName, Scale> ofOther;
  private final List<TensorName> tensors;
  private final ContentFiles files;
  private final ToDoubleFunction<TensorName> doubt;

  /**
   * @param failing the recipe to put caches into
   * @param one where the entries put in come from; gives header and order
   * @param ofOther the scales of the others; a tensor without one is left out of the cache
   * @param doubt how suspect an entry is, 1 for any
   */
  CacheVariation(
      Recipe failing,
      CalibrationCache one,
      Map<TensorName, Scale> ofOther,
      ContentFiles files,
      ToDoubleFunction<TensorName> doubt) {
    this.failing = failing;
    this.one = one;
    this.ofOne = one.scales();
    this.ofOther = Map.copyOf(ofOther);
    this.files = files;
    this.doubt = doubt;
    this.tensors = differing(one, this.ofOne, this.ofOther);
  }

  private static List<TensorName> differing(
      CalibrationCache one, Map<TensorName, Scale> ofOne, Map<TensorName, Scale> ofOther) {
    Set<TensorName> all = new LinkedHashSet<>();
    one.entries().forEach(entry -> all.add(entry.tensor()));
    ofOther.keySet().stream().sorted().forEach(all::add);
    return all.stream()
        .filter(tensor -> !java.util.Objects.equals(ofOne.get(tensor), ofOther.get(tensor)))
        .toList();
  }

  @Override
  public String over() {
    return "cache";
  }

  @Override
  public List<TensorName> candidates() {
    return tensors;
  }

  @Override
  public Recipe with(Set<TensorName> putIn) {
    Set<TensorName> taken = new LinkedHashSet<>(ofOne.keySet());
    taken.addAll(ofOther.keySet());
    List<Entry> entries = new ArrayList<>();
    for (TensorName tensor : order(taken)) {
      boolean fromOne = putIn.contains(tensor) || !tensors.contains(tensor);
      Scale scale = (fromOne ? ofOne : ofOther).get(tensor);
      if (scale != null) {
        entries.add(entry(entries.size() + 2, tensor, scale));
      }
    }
    CalibrationCache cache =
        new CalibrationCache(one.header(), one.version(), one.algorithm(), entries, List.of());
    return failing.toBuilder()
        .calibrationCache(files.file(CalibrationCacheWriter.bytes(cache), ".cache"))
        .build();
  }

  /** The order of the first cache, then by name. */
  private List<TensorName> order(Set<TensorName> taken) {
    Set<TensorName> ordered = new LinkedHashSet<>();
    one.entries().forEach(entry -> ordered.add(entry.tensor()));
    taken.stream().sorted().forEach(ordered::add);
    return List.copyOf(ordered);
  }

  private static Entry entry(int line, TensorName tensor, Scale scale) {
    return new Entry(line, tensor, scale, String.format("%x", scale.bits()));
  }

  @Override
  public Subject subject(TensorName tensor) {
    return Subject.of(Subject.Kind.CACHE_ENTRY, tensor.value());
  }

  @Override
  public double weight(TensorName tensor) {
    return doubt.applyAsDouble(tensor);
  }

  @Override
  public Message asks(Set<TensorName> putIn) {
    return Message.of("experiment.asks.cache", putIn.size(), tensors.size());
  }

  @Override
  public List<Message> settings(Set<TensorName> putIn) {
    return List.of(Listed.some(tensors, putIn, TensorName::value));
  }
}
