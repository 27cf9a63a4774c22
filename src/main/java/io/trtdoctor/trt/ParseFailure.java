package io.trtdoctor.trt;

/** TensorRT's ONNX parser refused a model; the message holds what it said. */
public final class ParseFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ParseFailure(String message) {
    super(message);
  }
}
