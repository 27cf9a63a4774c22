package io.trtdoctor.error;

import io.trtdoctor.text.Message;

/** This machine lacks something the command needs, or the disk refuses; exit code 4. */
public final class MachineLacksException extends DoctorException {
  private static final long serialVersionUID = 1L;

  public MachineLacksException(Message explanation) {
    this(explanation, null);
  }

  public MachineLacksException(Message explanation, Throwable cause) {
    super(explanation, cause);
  }
}
