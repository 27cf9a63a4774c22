package io.trtdoctor.probe;

import java.util.Locale;

/** What the hooked ILogger passes on. */
public enum LogLevel {
  /** Everything. */
  VERBOSE,
  /** Errors and worse; to measure what listening costs. */
  ERROR;

  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
