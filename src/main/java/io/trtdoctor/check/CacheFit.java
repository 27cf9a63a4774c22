package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent.ScaleInEffect;
import io.trtdoctor.buildlog.LogEvent.ScaleMissing;
import io.trtdoctor.check.CaseInputs.NamedCache;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.TensorName;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How a given calibration cache fits the network, by the names in both.
 *
 * <p>The network's names come from the model, or from the log where it lists scales in effect.
 */
final class CacheFit {
  /** Fewer entries that name a tensor of the network than this share: it is another network's. */
  static final double OWN_SHARE = 0.5;

  /** Too few names to tell anything by. */
  private static final int FEWEST_NAMES = 4;

  private final NamedCache cache;
  private final Set<String> names = new HashSet<>();

  private CacheFit(NamedCache cache, CaseInputs inputs) {
    this.cache = cache;
    inputs.network().map(graph -> graph.network()).ifPresent(this::addNames);
    inputs.log().ifPresent(this::addNames);
  }

  static Optional<CacheFit> of(CaseInputs inputs) {
    return inputs.cache().map(cache -> new CacheFit(cache, inputs));
  }

  private void addNames(Network network) {
    network.tensors().keySet().forEach(tensor -> names.add(tensor.value()));
  }

  private void addNames(BuildLog log) {
    if (log.first(ScaleInEffect.class).isPresent()) {
      log.all(ScaleInEffect.class).forEach(event -> names.add(event.tensor().value()));
      log.all(ScaleMissing.class).forEach(event -> names.add(event.tensor().value()));
    }
  }

  NamedCache cache() {
    return cache;
  }

  /** Entries for tensors that bear a name of the network's own. */
  List<CalibrationCache.Entry> ofThisNetwork() {
    return telling().stream().filter(entry -> isKnown(entry.tensor())).toList();
  }

  List<CalibrationCache.Entry> ofNoTensor() {
    return telling().stream().filter(entry -> !isKnown(entry.tensor())).toList();
  }

  /** What TensorRT's parser names by itself says nothing: every network has such names. */
  private List<CalibrationCache.Entry> telling() {
    return cache.cache().entries().stream()
        .filter(entry -> !entry.tensor().value().startsWith("(Unnamed Layer"))
        .filter(entry -> !entry.tensor().value().startsWith("ONNXTRT_"))
        .toList();
  }

  private boolean isKnown(TensorName tensor) {
    String name = tensor.value();
    return names.contains(name)
        || (name.endsWith("_output") && names.contains(name.substring(0, name.length() - 7)));
  }

  /** The share of telling entries that fit, empty if there is nothing to compare. */
  OptionalDouble ownShare() {
    int all = telling().size();
    return names.isEmpty() || all < FEWEST_NAMES
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) ofThisNetwork().size() / all);
  }

  boolean isForeign() {
    return ownShare().orElse(1) < OWN_SHARE;
  }

  boolean isOwn() {
    return ownShare().orElse(0) >= OWN_SHARE;
  }
}
