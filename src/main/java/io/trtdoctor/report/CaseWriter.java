package io.trtdoctor.report;

import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.finding.BuildDiagnosis;
import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.finding.FallbackBuild;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the folder that a diagnosis leaves; each fallback's files have a folder in it. */
public final class CaseWriter {
  private final ReportPage page;
  private final Disk disk;

  /** Writes to the file system of this machine. */
  public CaseWriter(ReportPage page) {
    this(page, Disk.REAL);
  }

  CaseWriter(ReportPage page, Disk disk) {
    this.page = page;
    this.disk = disk;
  }

  /**
   * Writes a case as a new folder below {@code out}, whole or not at all; nothing else there is
   * touched.
   *
   * @param out an existing folder, or one to be made
   * @param logEvents fills {@code log-events.jsonl}
   * @return the new folder, named {@code MODEL-OR-LOG-YYYYMMDD-HHMMSS}
   * @throws MachineLacksException if the disk refuses; nothing remains then
   * @throws io.trtdoctor.error.UsageException if {@code out} is a file
   */
  public Path write(Path out, CaseReport report, Content logEvents) {
    String name = CaseName.of(report.diagnosis(), report.createdAt());
    return new CaseFolder(out, disk)
        .write(name, files(report, logEvents), report.ownBuild().files());
  }

  private Map<String, Content> files(CaseReport report, Content logEvents) {
    Diagnosis diagnosis = report.diagnosis();
    BuildDiagnosis build = report.worstBuild();
    Map<String, Content> files = new LinkedHashMap<>();
    files.put("case.json", out -> CaseJson.write(report, out));
    files.put("findings.json", out -> FindingsJson.write(diagnosis, report.language(), out));
    files.put("report.html", out -> page.write(report, out));
    files.put("report.md", out -> new MarkdownReport().write(report, out));
    files.put("findings.sarif", out -> new SarifReport().write(report, out));
    files.put("junit.xml", out -> new JunitReport().write(report, out));
    files.put("tensors.csv", out -> new TensorTable(diagnosis, build).writeCsv(out));
    files.put(
        "layers.csv",
        out -> new LayerTable(diagnosis, build, report.ownBuild().engine()).writeCsv(out));
    files.put("log-events.jsonl", logEvents);
    diagnosis.experiment().fallbacks().forEach(fallback -> files.putAll(exports(fallback)));
    return files;
  }

  private static Map<String, Content> exports(FallbackBuild build) {
    Map<String, Content> files = new LinkedHashMap<>();
    build
        .exports()
        .forEach(
            (name, text) ->
                files.put(FallbackComparison.folder(build) + "/" + name, out -> out.write(text)));
    return files;
  }
}
