package io.trtdoctor.graph;

import io.trtdoctor.model.DataType;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells values from indices, shapes and constants.
 *
 * <p>An index layer is one that computes integers, or one whose result depends on shapes and
 * constants alone and ends in an input that is a shape, an axis, a count or an index. TensorRT
 * 8.6.1 refuses INT8 there: {@code cannot use precision Int8 for layer that computes indices}
 * (recorded for a {@code Concat} of dimensions in EfficientViT). That it refuses every one of them
 * alike is inferred.
 */
final class IndexAnalysis {
  private final Network network;
  private final Topology topology;
  private final ElementTypeInference types;
  private final Set<TensorName> outputs;

  /** Tensors that depend on nothing but constants and shapes. */
  private final Set<TensorName> fixed = new HashSet<>();

  /** Tensors that end in an index input. */
  private final Set<TensorName> indices = new HashSet<>();

  IndexAnalysis(Network network, Topology topology) {
    this.network = network;
    this.topology = topology;
    this.outputs = Set.copyOf(network.outputs());
    this.types = new ElementTypeInference(network, topology.order());
    for (Tensor tensor : network.tensors().values()) {
      if (tensor.kind() == Tensor.Kind.CONSTANT) {
        fixed.add(tensor.name());
      }
    }
    topology.order().forEach(this::spreadFixed);
    traceIndices();
  }

  DataType type(TensorName tensor) {
    return types.type(tensor);
  }

  List<Layer> indexLayers() {
    return network.layers().stream().filter(this::isIndexLayer).toList();
  }

  boolean isIndexLayer(Layer layer) {
    return !Operators.is(layer, "Constant")
        && layer.outputs().stream()
            .anyMatch(tensor -> isUsed(tensor) && (isInteger(tensor) || indices.contains(tensor)));
  }

  /** Whether the tensor never needs a scale: no float values, or known before any input is. */
  boolean needsNoScale(TensorName tensor) {
    DataType type = types.type(tensor);
    return fixed.contains(tensor)
        || indices.contains(tensor)
        || (type != DataType.UNKNOWN && !type.isFloat());
  }

  /** Whether the tensor ends in an input that is a shape, an axis, a count or an index. */
  boolean isIndex(TensorName tensor) {
    return indices.contains(tensor);
  }

  private void spreadFixed(Layer layer) {
    boolean isFixed =
        Operators.asksForShape(layer)
            || (!layer.inputs().isEmpty()
                && !Operators.isRandom(layer)
                && layer.inputs().stream().allMatch(i -> i.value().isEmpty() || fixed.contains(i)));
    if (isFixed) {
      fixed.addAll(layer.outputs());
    }
  }

  private void traceIndices() {
    Deque<TensorName> open = new ArrayDeque<>();
    for (Layer layer : network.layers()) {
      for (int i = 0; i < layer.inputs().size(); i++) {
        if (Operators.isIndexInput(layer, i)) {
          open.add(layer.inputs().get(i));
        }
      }
    }
    while (!open.isEmpty()) {
      TensorName tensor = open.remove();
      if (isCountable(tensor) && indices.add(tensor)) {
        topology
            .producer(tensor)
            .filter(layer -> !Operators.isIndexSource(layer))
            .ifPresent(layer -> open.addAll(layer.inputs()));
      }
    }
  }

  /** Whether the tensor can be an index: a float activation cast to an integer ends the way. */
  private boolean isCountable(TensorName tensor) {
    DataType type = types.type(tensor);
    return !tensor.value().isEmpty()
        && (fixed.contains(tensor) || isInteger(tensor) || type == DataType.BOOL);
  }

  private boolean isInteger(TensorName tensor) {
    return switch (types.type(tensor)) {
      case INT16, INT32, INT64, UINT16, UINT32, UINT64 -> true;
      case FP32, FP16, BF16, FP8, FP64, INT4, INT8, UINT8, BOOL, STRING, COMPLEX, UNKNOWN -> false;
    };
  }

  private boolean isUsed(TensorName tensor) {
    return !tensor.value().isEmpty() && (topology.isRead(tensor) || outputs.contains(tensor));
  }
}
