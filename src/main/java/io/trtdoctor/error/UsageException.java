package io.trtdoctor.error;

import io.trtdoctor.text.Message;

/** The command line asks for something that makes no sense; exit code 2. */
public final class UsageException extends DoctorException {
  private static final long serialVersionUID = 1L;

  public UsageException(Message explanation) {
    this(explanation, null);
  }

  public UsageException(Message explanation, Throwable cause) {
    super(explanation, cause);
  }
}
