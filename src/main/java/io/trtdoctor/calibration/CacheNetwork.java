package io.trtdoctor.calibration;

import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.TensorName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** A network as far as calibration caches are concerned. */
public final class CacheNetwork {
  private final Network network;
  private final NetworkNames names;
  private final List<TensorName> calibrated;
  private final Map<TensorName, List<TensorName>> oneScale = new HashMap<>();
  private final Map<TensorName, Layer> producers = new HashMap<>();
  private final Map<TensorName, List<Layer>> consumers = new HashMap<>();

  /**
   * Prepares a network.
   *
   * @param needsNoScale tells of a tensor whether a missing scale is normal: constants, indices,
   *     shapes and copies of them
   * @param oneScale tensors that can share one scale, because TensorRT copies it or because both
   *     sides of a layer hold the same values
   */
  public CacheNetwork(
      Network network, Predicate<TensorName> needsNoScale, List<List<TensorName>> oneScale) {
    this.network = network;
    this.names = new NetworkNames(network);
    this.calibrated = names.calibrated(needsNoScale);
    oneScale.forEach(group -> group.forEach(tensor -> this.oneScale.put(tensor, group)));
    for (Layer layer : network.layers()) {
      layer.outputs().forEach(tensor -> producers.put(tensor, layer));
      layer.inputs().forEach(t -> consumers.computeIfAbsent(t, x -> new ArrayList<>()).add(layer));
    }
  }

  Network network() {
    return network;
  }

  /** The tensors that a whole cache has an entry for, in the network's order. */
  public List<TensorName> calibrated() {
    return calibrated;
  }

  /** Whether the name is the network's or one that TensorRT makes up for it. */
  public boolean knows(TensorName tensor) {
    return isTensor(tensor) || names.isInternal(tensor);
  }

  boolean isTensor(TensorName tensor) {
    return names.isTensor(tensor);
  }

  /** The other tensors that can have this one's scale, those one layer away first. */
  List<TensorName> kin(TensorName tensor) {
    List<TensorName> kin = new ArrayList<>(oneScale.getOrDefault(tensor, List.of()));
    kin.remove(tensor);
    Set<TensorName> near = neighbours(tensor);
    kin.sort(Comparator.comparing(other -> !near.contains(other)));
    return kin;
  }

  /** What the tensor is computed from and what is computed from it, one layer away. */
  Set<TensorName> neighbours(TensorName tensor) {
    Set<TensorName> found = new LinkedHashSet<>();
    if (producers.containsKey(tensor)) {
      found.addAll(producers.get(tensor).inputs());
    }
    consumers.getOrDefault(tensor, List.of()).forEach(layer -> found.addAll(layer.outputs()));
    found.remove(tensor);
    return found;
  }

  /** How many layers read the tensor; a network's output has one reader more, its user. */
  int readers(TensorName tensor) {
    int layers = consumers.getOrDefault(tensor, List.of()).size();
    return layers + (network.outputs().contains(tensor) ? 1 : 0);
  }

  /** The operator that computes the tensor, empty for an input and for what is not known. */
  String operator(TensorName tensor) {
    return producers.containsKey(tensor) ? producers.get(tensor).operator() : "";
  }
}
