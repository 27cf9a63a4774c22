package io.trtdoctor.finding;

import io.trtdoctor.text.Message;
import java.util.Locale;
import java.util.Optional;

/** The one sentence that a build comes down to; cause and certainty only if one was named. */
public record Verdict(
    Status status, Optional<String> cause, Optional<Certainty> certainty, Message summary) {
  /** What can be said of a build, worst last. */
  public enum Status {
    HEALTHY,
    UNDETERMINED,
    CAUSE_NAMED;

    public String tag() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public Verdict {
    if ((status == Status.CAUSE_NAMED) != cause.isPresent()
        || cause.isPresent() != certainty.isPresent()) {
      throw new IllegalArgumentException("a cause and its certainty come with cause-named alone");
    }
  }
}
