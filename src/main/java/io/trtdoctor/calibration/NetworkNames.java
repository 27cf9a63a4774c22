package io.trtdoctor.calibration;

import io.trtdoctor.model.DataType;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which names in a calibration cache belong to a network, and which it should hold. */
final class NetworkNames {
  /** What TensorRT's ONNX parser and builder call tensors of layers they add. */
  private static final Pattern MADE_UP = Pattern.compile("\\(Unnamed Layer\\*.*|ONNXTRT_.*");

  /** A tensor that has no name of its own is called after its layer, as in {@code conv_output}. */
  private static final Pattern AFTER_LAYER = Pattern.compile("(.+)_output(_\\d+)?");

  private static final Pattern COPY = Pattern.compile("(.+?)(?: copy|_clone_\\d+)+");

  private final Network network;
  private final Set<String> layers = new HashSet<>();
  private final Map<TensorName, List<Layer>> consumers = new HashMap<>();
  private final Map<TensorName, Layer> producers = new HashMap<>();

  NetworkNames(Network network) {
    this.network = network;
    for (Layer layer : network.layers()) {
      layers.add(layer.name().value());
      layer.outputs().forEach(t -> producers.put(t, layer));
      layer.inputs().forEach(t -> consumers.computeIfAbsent(t, x -> new ArrayList<>()).add(layer));
    }
  }

  boolean isTensor(TensorName name) {
    return network.tensors().containsKey(name);
  }

  /** Whether TensorRT made the name up for a layer or a tensor that it added to this network. */
  boolean isInternal(TensorName name) {
    if (MADE_UP.matcher(name.value()).matches()) {
      return true;
    }
    Matcher copy = COPY.matcher(name.value());
    String original = copy.matches() ? copy.group(1) : name.value();
    Matcher output = AFTER_LAYER.matcher(original);
    return (copy.matches() && isTensor(TensorName.of(original)))
        || (output.matches() && belongs(output.group(1)));
  }

  private boolean belongs(String name) {
    return layers.contains(name) || isTensor(TensorName.of(name));
  }

  /** The tensors that a whole cache has an entry for, in the network's order. */
  List<TensorName> calibrated(Predicate<TensorName> needsNoScale) {
    return network.tensors().values().stream()
        .filter(this::isFloatActivation)
        .map(Tensor::name)
        .filter(t -> isRead(t) && !isFoldedAway(t) && !needsNoScale.test(t))
        .toList();
  }

  private boolean isFloatActivation(Tensor tensor) {
    return tensor.kind() != Tensor.Kind.CONSTANT
        && (tensor.type().isFloat() || tensor.type() == DataType.UNKNOWN);
  }

  private boolean isRead(TensorName name) {
    return consumers.containsKey(name) || network.outputs().contains(name);
  }

  /**
   * Whether the tensor stands between a convolution and its batch normalisation, which TensorRT
   * makes one before it calibrates (public caches of 8.5 have no entry there).
   */
  private boolean isFoldedAway(TensorName name) {
    Layer producer = producers.get(name);
    List<Layer> readers = consumers.getOrDefault(name, List.of());
    return producer != null
        && Set.of("Conv", "ConvTranspose").contains(producer.operator())
        && readers.size() == 1
        && readers.get(0).operator().equals("BatchNormalization");
  }
}
