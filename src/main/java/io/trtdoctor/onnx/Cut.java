package io.trtdoctor.onnx;

import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which part of a model to keep.
 *
 * @param layers the layers to keep, by their index in the model's network; layers of a subgraph
 *     come along with the one that holds them
 * @param inputs what the part gets from outside, with types and shapes
 * @param outputs what it hands out, with types, and with shapes as far as they are known
 * @param readInstead for tensors whose layer is bypassed, the one to read in their place
 */
public record Cut(
    Set<Integer> layers,
    List<Tensor> inputs,
    List<Tensor> outputs,
    Map<TensorName, TensorName> readInstead) {
  public Cut {
    layers = Set.copyOf(layers);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    readInstead = Map.copyOf(readInstead);
  }
}
