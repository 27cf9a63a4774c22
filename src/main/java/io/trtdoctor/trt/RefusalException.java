package io.trtdoctor.trt;

/** A plan that cannot be set up with this network or this TensorRT; the message says why. */
public final class RefusalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RefusalException(String message) {
    super(message);
  }

  public RefusalException(String message, Throwable cause) {
    super(message, cause);
  }
}
