package io.trtdoctor.report;

import io.trtdoctor.escape.Printable;
import java.util.Base64;

/**
 * The log that a report is about.
 *
 * @param file its name, as the evidence spells it; empty if there is none
 * @param packed its text, compressed by gzip, in base64; empty if it is too long to be embedded
 */
public record EmbeddedLog(String file, String packed) {
  public EmbeddedLog {
    file = Printable.line(file);
  }

  /** No log. */
  public static EmbeddedLog none() {
    return new EmbeddedLog("", "");
  }

  /** One that is there, but not in the report. */
  public static EmbeddedLog elsewhere(String file) {
    return new EmbeddedLog(file, "");
  }

  /** One that is in the report. */
  public static EmbeddedLog of(String file, byte[] compressed) {
    return new EmbeddedLog(file, Base64.getEncoder().encodeToString(compressed));
  }
}
