package io.trtdoctor.report;

/**
 * A test case of JUnit's XML.
 *
 * @param type the id of what went wrong
 * @param message one line
 * @param details all of it
 */
record JunitCase(String name, Result result, String type, String message, String details) {
  /** What came of it. */
  enum Result {
    PASSED,
    FAILED,
    ERROR,
    SKIPPED
  }
}
