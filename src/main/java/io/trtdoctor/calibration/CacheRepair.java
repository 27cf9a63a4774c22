package io.trtdoctor.calibration;

import io.trtdoctor.calibration.CacheStep.Kind;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.CalibrationCache.Entry;
import io.trtdoctor.model.Scale;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.text.Message;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes what is wrong out of a cache.
 *
 * <p>A new scale comes from another cache or from a tensor that TensorRT gives the same scale
 * anyway, or that holds the same values; nothing is made up. What gets no new scale is dropped, and
 * every step is told.
 */
public final class CacheRepair {
  private final CacheEdit edit;
  private final Optional<CacheNetwork> network;
  private final Optional<NamedCache> from;
  private final Map<TensorName, Scale> spare = new HashMap<>();
  private final Set<TensorName> calibrated = new HashSet<>();
  private final Set<TensorName> dropped = new HashSet<>();

  private CacheRepair(
      CalibrationCache cache, Optional<CacheNetwork> network, Optional<NamedCache> from) {
    this.edit = new CacheEdit(cache);
    this.network = network;
    this.from = from;
    from.ifPresent(other -> spare.putAll(other.cache().scales()));
    spare.values().removeIf(scale -> !CacheCheck.isSound(scale));
    network.ifPresent(net -> calibrated.addAll(net.calibrated()));
  }

  /**
   * The repaired cache.
   *
   * @param network without it nothing is known of foreign and missing entries, of zeros that matter
   *     and of tensors that share a scale
   * @param from another cache, whose sound scales take the place of bad and missing ones
   * @param renames what to rename before anything else
   * @throws BadInputException if the cache is another network's
   */
  public static EditedCache of(
      CalibrationCache cache,
      Optional<CacheNetwork> network,
      Optional<NamedCache> from,
      Renames renames) {
    CacheRepair repair = new CacheRepair(cache, network, from);
    repair.rename(renames);
    network.ifPresent(net -> repair.requireOwn());
    repair.dropLines(cache);
    repair.dropEarlier(cache);
    network.ifPresent(repair::dropForeign);
    repair.mendBad();
    network.ifPresent(repair::fillGaps);
    boolean changed = repair.edit.steps().stream().anyMatch(CacheStep::isChange);
    return changed ? repair.edit.done() : new EditedCache(cache, repair.edit.steps());
  }

  private void rename(Renames renames) {
    Message how =
        Message.of(renames.byStructure() ? "calibration.by-structure" : "calibration.by-name");
    edit.rename(renames.names())
        .forEach(old -> edit.note(CacheStep.of(Kind.RENAMED, old, renames.names().get(old), how)));
  }

  private void requireOwn() {
    CacheNetwork net = network.orElseThrow();
    List<Entry> entries = edit.entries();
    long foreign = entries.stream().filter(e -> !net.knows(e.tensor())).count();
    long known = entries.stream().filter(e -> net.isTensor(e.tensor())).count();
    if (NetworkFit.isForeign(known, foreign)) {
      throw new BadInputException(
          Message.of("calibration.not-this-network", foreign, entries.size()));
    }
  }

  private void dropLines(CalibrationCache cache) {
    cache.unreadable().forEach(bad -> edit.note(CacheStep.ofLine(bad.line(), bad.text())));
    edit.dropUnreadable();
  }

  /** They are gone already: an edit keeps the last entry of a tensor. */
  private void dropEarlier(CalibrationCache cache) {
    Map<TensorName, Entry> earlier = new HashMap<>();
    for (Entry entry : cache.entries()) {
      Entry before = earlier.put(entry.tensor(), entry);
      if (before != null) {
        edit.note(CacheStep.of(Kind.DROPPED_EARLIER, entry.tensor(), before.line(), entry.line()));
      }
    }
  }

  private void dropForeign(CacheNetwork net) {
    for (Entry entry : edit.entries()) {
      if (!net.knows(entry.tensor())) {
        edit.drop(entry.tensor());
        edit.note(CacheStep.of(Kind.DROPPED_FOREIGN, entry.tensor()));
      }
    }
  }

  private void mendBad() {
    for (Entry entry : edit.entries()) {
      boolean zero = entry.scale().value() == 0;
      if (zero && network.isEmpty()) {
        edit.note(CacheStep.of(Kind.LEFT_ZERO, entry.tensor()));
      } else if (!CacheCheck.isSound(entry.scale())
          && !(zero && !calibrated.contains(entry.tensor()))) {
        mend(entry);
      }
    }
  }

  private void mend(Entry entry) {
    TensorName tensor = entry.tensor();
    Optional<Scale> other = Optional.ofNullable(spare.get(tensor));
    Optional<TensorName> kin = kin(tensor);
    if (other.isPresent()) {
      edit.put(tensor, other.orElseThrow());
      edit.note(
          CacheStep.of(
              Kind.REPLACED_FROM_CACHE, tensor, entry.hex(), other.get().value(), fromName()));
    } else if (kin.isPresent()) {
      Scale scale = edit.sound(kin.orElseThrow()).orElseThrow();
      edit.put(tensor, scale);
      edit.note(
          CacheStep.of(Kind.REPLACED_FROM_KIN, tensor, entry.hex(), scale.value(), kin.get()));
    } else {
      edit.drop(tensor);
      dropped.add(tensor);
      edit.note(CacheStep.of(Kind.DROPPED_BAD, tensor, entry.hex()));
    }
  }

  private void fillGaps(CacheNetwork net) {
    List<TensorName> missing = net.calibrated().stream().filter(t -> !edit.has(t)).toList();
    missing.stream().filter(spare::containsKey).forEach(this::addFromCache);
    for (TensorName tensor : missing) {
      if (!edit.has(tensor)) {
        kin(tensor).ifPresentOrElse(kin -> addFromKin(tensor, kin), () -> leave(tensor));
      }
    }
  }

  private void addFromCache(TensorName tensor) {
    edit.put(tensor, spare.get(tensor));
    edit.note(CacheStep.of(Kind.ADDED_FROM_CACHE, tensor, spare.get(tensor).value(), fromName()));
  }

  private void addFromKin(TensorName tensor, TensorName kin) {
    Scale scale = edit.sound(kin).orElseThrow();
    edit.put(tensor, scale);
    edit.note(CacheStep.of(Kind.ADDED_FROM_KIN, tensor, scale.value(), kin));
  }

  private void leave(TensorName tensor) {
    if (!dropped.contains(tensor)) {
      edit.note(CacheStep.of(Kind.LEFT_MISSING, tensor));
    }
  }

  private Optional<TensorName> kin(TensorName tensor) {
    return network.stream()
        .flatMap(net -> net.kin(tensor).stream())
        .filter(other -> edit.sound(other).isPresent())
        .findFirst();
  }

  private String fromName() {
    return from.orElseThrow().name();
  }
}
