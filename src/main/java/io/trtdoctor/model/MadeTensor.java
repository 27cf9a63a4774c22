package io.trtdoctor.model;

/**
 * A tensor that TensorRT's ONNX parser adds to a network, under the name that TensorRT gives it.
 *
 * @param making how its values come about
 * @param source the tensor of the network that they are computed from
 * @param layer the ONNX node that the parser made it for
 * @param isConstant whether its values are the same for every sample
 */
public record MadeTensor(
    TensorName name, Making making, TensorName source, Layer layer, boolean isConstant) {

  /** How the values of such a tensor come about. */
  public enum Making {
    /** They are those of the source. */
    COPY,
    /** They are those of the source, which has the same name. */
    SAME,
    /** The hard sigmoid inside a hard swish. */
    GATE,
    /** The product of a Gemm before its bias is added. */
    PRODUCT,
    /** The squares of the source. */
    SQUARE,
    /** Their sum over the axes of the layer, a norm. */
    SUM_OF_SQUARES
  }
}
