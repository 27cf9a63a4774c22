package io.trtdoctor.worker.protocol;

import java.io.IOException;

/** The other side sent something that is no frame of this protocol. */
public final class ProtocolException extends IOException {
  private static final long serialVersionUID = 1L;

  public ProtocolException(String message) {
    super(message);
  }

  public ProtocolException(String message, Throwable cause) {
    super(message, cause);
  }
}
