package io.trtdoctor.error;

import io.trtdoctor.text.Message;

/** An input file is missing, damaged or of another kind than expected; exit code 3. */
public final class BadInputException extends DoctorException {
  private static final long serialVersionUID = 1L;

  public BadInputException(Message explanation) {
    this(explanation, null);
  }

  public BadInputException(Message explanation, Throwable cause) {
    super(explanation, cause);
  }
}
