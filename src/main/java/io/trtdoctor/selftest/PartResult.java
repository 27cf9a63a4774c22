package io.trtdoctor.selftest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What came of one part.
 *
 * @param seconds how long it took
 * @param facts what was measured, by name, in order
 */
public record PartResult(Part part, Status status, double seconds, Map<String, String> facts) {
  /** How it went. */
  public enum Status {
    PASSED,
    FAILED,
    /** It could not be run to its end. */
    BROKEN,
    /** There was no time left. */
    SKIPPED
  }

  public PartResult {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  static PartResult skipped(Part part) {
    return new PartResult(part, Status.SKIPPED, 0, Map.of("why", "no time left"));
  }

  /** A measured number, 0 if it was not measured. */
  double number(String fact) {
    return Double.parseDouble(facts.getOrDefault(fact, "0"));
  }
}
