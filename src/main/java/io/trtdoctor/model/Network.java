package io.trtdoctor.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network as its ONNX file describes it, weights left out.
 *
 * @param name the graph's name
 * @param producer the exporting program with its version, empty if not said
 * @param irVersion the ONNX IR version
 * @param opsets opset version by domain; the standard domain is the empty string
 * @param layers in file order
 * @param tensors every tensor by name, in order of first appearance
 * @param inputs names of the inputs that are no initialisers, in order
 * @param outputs names of the outputs, in order
 * @param weightBytes the size of all initialisers in bytes, external data included
 */
public record Network(
    String name,
    String producer,
    long irVersion,
    Map<String, Long> opsets,
    List<Layer> layers,
    Map<TensorName, Tensor> tensors,
    List<TensorName> inputs,
    List<TensorName> outputs,
    long weightBytes) {
  public Network {
    opsets = Map.copyOf(opsets);
    layers = List.copyOf(layers);
    tensors = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(tensors));
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  public Optional<Tensor> tensor(TensorName name) {
    return Optional.ofNullable(tensors.get(name));
  }

  /** Whether a tensor is there and its values are in the file. */
  public boolean isConstant(TensorName name) {
    return tensor(name).filter(tensor -> tensor.kind() == Tensor.Kind.CONSTANT).isPresent();
  }

  /** Whether it says itself where it is quantised, so that TensorRT calibrates nothing. */
  public boolean isQuantized() {
    return layers.stream().anyMatch(layer -> layer.operator().equals("QuantizeLinear"));
  }
}
