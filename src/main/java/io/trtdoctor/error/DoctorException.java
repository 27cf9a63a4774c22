package io.trtdoctor.error;

import io.trtdoctor.text.Language;
import io.trtdoctor.text.Message;
import io.trtdoctor.text.Texts;

/** A failure that somebody else than us can mend; its message says what, where and what to do. */
public abstract class DoctorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Message explanation;

  protected DoctorException(Message explanation, Throwable cause) {
    super(explanation.key(), cause);
    this.explanation = explanation;
  }

  /** What was expected, what was found and what to do. */
  public Message explanation() {
    return explanation;
  }

  @Override
  public String getMessage() {
    return Texts.in(Language.EN).render(explanation);
  }
}
