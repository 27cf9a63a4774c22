package io.trtdoctor.buildlog;

/** ILogger's severities, gravest first. */
public enum LogSeverity {
  INTERNAL_ERROR,
  ERROR,
  WARNING,
  INFO,
  VERBOSE,
  /** The line carries none: it is not TensorRT's, or its tool left the severity out. */
  NONE;

  /** Whether it is an error or worse. */
  public boolean isError() {
    return this == INTERNAL_ERROR || this == ERROR;
  }
}
