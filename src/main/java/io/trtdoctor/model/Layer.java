package io.trtdoctor.model;

import java.util.List;
import java.util.Map;

/**
 * An operation of the network: an ONNX node.
 *
 * @param index its place in the model, from 0; nodes of subgraphs follow the node that holds them
 * @param name the node's name, or where the model gives none {@code node_of_OUTPUT}, as TensorRT's
 *     parser names it after its first output
 * @param operator the ONNX operator type, for example {@code Conv}
 * @param domain the operator's domain, empty for standard ONNX
 * @param inputs in order; an omitted optional input is an empty name
 * @param outputs in order
 * @param attributes scalar and list attributes in text form, for example {@code group -> 32} or
 *     {@code strides -> [2, 2]}
 * @param scope the path of enclosing nodes of a subgraph or function, empty at the top
 */
public record Layer(
    int index,
    LayerName name,
    String operator,
    String domain,
    List<TensorName> inputs,
    List<TensorName> outputs,
    Map<String, String> attributes,
    String scope) {
  public Layer {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    attributes = Map.copyOf(attributes);
  }
}
