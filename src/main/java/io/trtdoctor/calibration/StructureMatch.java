package io.trtdoctor.calibration;

import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Pairs the tensors of two exports of one network by where they stand: what they are computed from,
 * by which operators with which attributes, and what is computed from them. Names do not count.
 *
 * <p>Tensors that stand alike in their network are paired in its order, and only if there are as
 * many on both sides. What the strict comparison leaves over is compared by operators alone.
 */
final class StructureMatch {
  private final Network network;
  private final boolean strict;
  private final Map<TensorName, Long> above = new HashMap<>();
  private final Map<TensorName, Long> below = new HashMap<>();

  private StructureMatch(Network network, boolean strict) {
    this.network = network;
    this.strict = strict;
    network.tensors().values().forEach(tensor -> above.put(tensor.name(), start(tensor)));
    network.layers().forEach(this::lookUp);
    network.outputs().forEach(t -> below.merge(t, hash("output"), Long::sum));
    for (int i = network.layers().size() - 1; i >= 0; i--) {
      lookDown(network.layers().get(i));
    }
  }

  /** New name by old name of all activations and inputs that could be paired. */
  static Map<TensorName, TensorName> between(Network before, Network now) {
    Map<TensorName, TensorName> pairs = new LinkedHashMap<>();
    Map<TensorName, TensorName> back = new HashMap<>();
    for (boolean strict : List.of(true, false)) {
      Map<List<Long>, List<TensorName>> old = new StructureMatch(before, strict).places();
      Map<List<Long>, List<TensorName>> fresh = new StructureMatch(now, strict).places();
      old.forEach(
          (place, tensors) ->
              pair(left(tensors, pairs), left(fresh.getOrDefault(place, List.of()), back), pairs));
      pairs.forEach((a, b) -> back.put(b, a));
    }
    return pairs;
  }

  private static List<TensorName> left(List<TensorName> all, Map<TensorName, TensorName> paired) {
    return all.stream().filter(tensor -> !paired.containsKey(tensor)).toList();
  }

  private static void pair(
      List<TensorName> old, List<TensorName> now, Map<TensorName, TensorName> pairs) {
    for (int i = 0; old.size() == now.size() && i < old.size(); i++) {
      pairs.put(old.get(i), now.get(i));
    }
  }

  private Map<List<Long>, List<TensorName>> places() {
    Map<List<Long>, List<TensorName>> places = new LinkedHashMap<>();
    network.tensors().values().stream()
        .filter(tensor -> tensor.kind() != Tensor.Kind.CONSTANT)
        .map(Tensor::name)
        .forEach(
            t ->
                places
                    .computeIfAbsent(
                        List.of(above.get(t), below.getOrDefault(t, 0L)), p -> new ArrayList<>())
                    .add(t));
    return places;
  }

  private long start(Tensor tensor) {
    boolean constant = tensor.kind() == Tensor.Kind.CONSTANT;
    int input = network.inputs().indexOf(tensor.name());
    return hash(constant, input, strict ? tensor.shape().toString() : "");
  }

  private void lookUp(Layer layer) {
    List<Object> inputs = new ArrayList<>();
    layer.inputs().forEach(input -> inputs.add(above.getOrDefault(input, 0L)));
    long hash = hash(layer.domain(), layer.operator(), attributes(layer), inputs);
    for (int i = 0; i < layer.outputs().size(); i++) {
      above.put(layer.outputs().get(i), hash(hash, i));
    }
  }

  private void lookDown(Layer layer) {
    List<Object> outputs = new ArrayList<>();
    layer.outputs().forEach(output -> outputs.add(below.getOrDefault(output, 0L)));
    long hash = hash(layer.domain(), layer.operator(), attributes(layer), outputs);
    for (int i = 0; i < layer.inputs().size(); i++) {
      below.merge(layer.inputs().get(i), hash(hash, i), Long::sum);
    }
  }

  private Object attributes(Layer layer) {
    return strict ? new TreeMap<>(layer.attributes()) : "";
  }

  /** A hash of 64 bits, so that two places do not meet by chance in networks of any real size. */
  private static long hash(Object... parts) {
    long hash = 0xcbf29ce484222325L;
    for (Object part : parts) {
      String text = part.toString();
      for (int i = 0; i < text.length(); i++) {
        hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
      }
      hash = (hash ^ 0xff) * 0x100000001b3L;
    }
    return hash ^ (hash >>> 29);
  }
}
