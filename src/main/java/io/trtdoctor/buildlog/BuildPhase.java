package io.trtdoctor.buildlog;

import java.util.Locale;

/** A part of an engine's build that the log marks, in order. */
public enum BuildPhase {
  PARSING,
  GRAPH_OPTIMIZATION,
  CALIBRATION,
  CALIBRATION_POST_PROCESSING,
  SCALE_ASSIGNMENT,
  TACTIC_TIMING,
  ENGINE_GENERATION;

  public String tag() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
