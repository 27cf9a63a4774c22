package io.trtdoctor.report;

import java.io.IOException;
import java.io.Writer;

/** What a file of the case is filled with. */
@FunctionalInterface
public interface Content {
  void writeTo(Writer out) throws IOException;
}
