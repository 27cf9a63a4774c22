package io.trtdoctor.graph;

import io.trtdoctor.model.DataType;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Types and shapes of all tensors, and the values of small integer ones, as far as they can be told
 * before the network runs: as the model states them, else by the definitions of ONNX's standard
 * operators. Most exporters leave the shapes of inner tensors out.
 */
public final class TensorShapes {
  private final Network network;
  private final Map<TensorName, List<Number>> constants;
  private final ElementTypeInference types;
  private final Map<TensorName, List<Long>> shapes = new HashMap<>();
  private final Map<TensorName, List<Long>> integers = new HashMap<>();

  private TensorShapes(NetworkGraph graph, Map<TensorName, List<Number>> constants) {
    this.network = graph.network();
    this.constants = constants;
    this.types = new ElementTypeInference(network, graph.topologicalOrder());
    network
        .tensors()
        .values()
        .forEach(tensor -> tensor.shape().ifPresent(shape -> shapes.put(tensor.name(), shape)));
    constants.forEach(this::enter);
    graph.topologicalOrder().forEach(this::infer);
  }

  /**
   * The shapes of a network.
   *
   * @param constants the values of small constants, without which shapes that are computed from
   *     them stay unknown
   */
  public static TensorShapes of(NetworkGraph graph, Map<TensorName, List<Number>> constants) {
    return new TensorShapes(graph, constants);
  }

  /** What is known of a tensor, -1 for open dimensions; empty for tensors not in the network. */
  public Optional<Tensor> tensor(TensorName name) {
    return network
        .tensor(name)
        .map(
            tensor ->
                new Tensor(
                    name, types.type(name), Optional.ofNullable(shapes.get(name)), tensor.kind()));
  }

  /** A tensor's shape as far as it is known, -1 for open dimensions. */
  public Optional<List<Long>> shape(TensorName name) {
    return tensor(name).flatMap(Tensor::shape);
  }

  /** The values of an INT32 or INT64 tensor in row-major order; empty unless all are known. */
  public Optional<List<Long>> integers(TensorName tensor) {
    return Optional.ofNullable(integers.get(tensor))
        .filter(values -> !values.contains(Dimensions.UNKNOWN));
  }

  /** The values of a small constant in row-major order; empty for all other tensors. */
  Optional<List<Number>> constant(TensorName tensor) {
    return Optional.ofNullable(constants.get(tensor));
  }

  private void enter(TensorName name, List<Number> values) {
    if (isCounted(name)) {
      integers.put(name, values.stream().map(Number::longValue).toList());
    }
  }

  private boolean isCounted(TensorName tensor) {
    DataType type = types.type(tensor);
    return type == DataType.INT64 || type == DataType.INT32;
  }

  private void infer(Layer layer) {
    if (!Operators.isStandard(layer) || !layer.scope().isEmpty()) {
      return;
    }
    try {
      inferOutputs(layer, new Operands(layer, shapes, integers, constants));
    } catch (IndexOutOfBoundsException | NumberFormatException | ArithmeticException e) {
      // Axes, ranks or attributes that ONNX does not allow: nothing is known of the outputs.
      layer.outputs().forEach(integers::remove);
    }
  }

  private void inferOutputs(Layer layer, Operands operands) {
    for (int i = 0; i < layer.outputs().size(); i++) {
      TensorName output = layer.outputs().get(i);
      ShapeRules.output(operands, i).ifPresent(s -> shapes.merge(output, s, Dimensions::merged));
    }
    layer.outputs().stream()
        .limit(1)
        .filter(this::isCounted)
        .filter(shapes::containsKey)
        .forEach(
            output ->
                IntegerRules.output(operands, shapes.get(output))
                    .ifPresent(values -> integers.put(output, values)));
  }
}
