package io.trtdoctor.model;

import java.util.List;
import java.util.Optional;

/**
 * A layer as TensorRT's network holds it before any fusion, with what was asked of it.
 *
 * @param index its place in TensorRT's network, from 0
 * @param name the ONNX node's name, or {@code (Unnamed Layer* N) [...]} for what the parser adds
 * @param type TensorRT's layer type, for example {@code CONVOLUTION}
 * @param precision the precision asked for, empty if none was
 * @param outputTypes the output types asked for by output, {@link DataType#UNKNOWN} where none was;
 *     empty if none was at all
 * @param metadata what the parser says of its origin, empty if nothing
 */
public record BuilderLayer(
    int index,
    String name,
    String type,
    Optional<DataType> precision,
    List<DataType> outputTypes,
    String metadata) {
  public BuilderLayer {
    outputTypes = List.copyOf(outputTypes);
  }
}
