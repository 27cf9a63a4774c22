package io.trtdoctor.data;

import io.trtdoctor.escape.CsvTable;
import java.io.IOException;
import java.io.Writer;

/** Writes what calibration data are like as CSV, a row for each input of each sample. */
public final class DataTable {
  private DataTable() {}

  /** Writes the table; the writer stays open. */
  public static void write(DataAudit audit, Writer out) throws IOException {
    CsvTable table =
        new CsvTable(
            out, "sample", "batch", "source", "input", "min", "max", "mean", "values", "zeros",
            "nan", "inf", "content");
    for (InputFacts facts : audit.inputs()) {
      for (SampleFacts sample : facts.samples()) {
        table.row(
            sample.sample() + 1,
            sample.batch() + 1,
            sample.source(),
            sample.input().value(),
            sample.least(),
            sample.greatest(),
            sample.mean(),
            sample.count(),
            sample.zeros(),
            sample.nans(),
            sample.infinities(),
            Long.toHexString(sample.content()));
      }
    }
  }
}
