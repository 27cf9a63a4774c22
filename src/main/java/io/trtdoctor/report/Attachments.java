package io.trtdoctor.report;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tables of a case that are too long for a page's text, to be carried by it as data. */
public final class Attachments {
  private Attachments() {}

  /** The tables as CSV by their ids on the page: {@code layers} and {@code tensors}. */
  public static Map<String, String> of(CaseReport report) {
    Map<String, String> tables = new LinkedHashMap<>();
    tables.put("tensors", text(new TensorTable(report.diagnosis(), report.worstBuild())::writeCsv));
    tables.put(
        "layers",
        text(
            new LayerTable(report.diagnosis(), report.worstBuild(), report.ownBuild().engine())
                ::writeCsv));
    return tables;
  }

  private static String text(Content content) {
    StringWriter out = new StringWriter();
    try {
      content.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }
}
