package io.trtdoctor.console;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Standard output cannot be written, and not because its reader has gone: a full disk, say. */
public final class OutputRefusedException extends UncheckedIOException {
  private static final long serialVersionUID = 1L;

  public OutputRefusedException(IOException cause) {
    super(cause);
  }
}
