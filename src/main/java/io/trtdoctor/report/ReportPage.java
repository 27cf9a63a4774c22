package io.trtdoctor.report;

import java.io.IOException;
import java.io.Writer;

/** Lays out a report for reading. */
@FunctionalInterface
public interface ReportPage {
  /** Writes the whole page and leaves the writer open. */
  void write(CaseReport report, Writer out) throws IOException;
}
