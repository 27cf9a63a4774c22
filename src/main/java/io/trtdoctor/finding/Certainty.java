package io.trtdoctor.finding;

import java.util.Locale;

/** How a finding is known, strongest first. */
public enum Certainty {
  /** A probe that differs in this alone went the other way. */
  PROVED,
  /** Lines of the log, entries of the cache or parts of the model say so. */
  EVIDENT,
  /** It fits what was seen, and so may something else. */
  POSSIBLE;

  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
