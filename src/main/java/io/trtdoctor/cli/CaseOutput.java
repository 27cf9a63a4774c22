package io.trtdoctor.cli;

import io.trtdoctor.buildlog.ExcerptReader;
import io.trtdoctor.buildlog.WholeLog;
import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.report.CaseReport;
import io.trtdoctor.report.CaseWriter;
import io.trtdoctor.report.EmbeddedLog;
import io.trtdoctor.report.Excerpt;
import io.trtdoctor.report.Versions;
import io.trtdoctor.report.html.HtmlReport;
import io.trtdoctor.settings.GivenOption;
import io.trtdoctor.settings.MemorySize;
import io.trtdoctor.text.Message;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ParseResult;

/** Reports a diagnosis and leaves its case folder. */
final class CaseOutput {
  private static final int LINES_AROUND = 3;
  private static final String EMBEDDED = "400K";

  private final Session session;
  private final ParseResult line;

  CaseOutput(Session session, ParseResult line) {
    this.session = session;
    this.line = line;
  }

  /**
   * The report of a diagnosis as of now.
   *
   * @param logs what to take the lines around the evidence from
   */
  CaseReport report(Diagnosis diagnosis, Map<String, Path> logs) {
    return CaseReport.of(
        diagnosis,
        session.texts().language(),
        command(),
        Versions.ofThisMachine(Version.current()),
        excerpts(diagnosis, logs),
        Clock.system(ZoneId.systemDefault()));
  }

  /**
   * Writes the folder and says where it is.
   *
   * @param logs what the page may hold whole
   * @throws io.trtdoctor.error.DoctorException if that is not possible; nothing is left then
   */
  void write(Path out, CaseReport report, Map<String, Path> logs, EventSpool events) {
    CaseReport whole = report.with(log(report.diagnosis(), logs));
    Path folder = new CaseWriter(page()).write(out, whole, events::copyTo);
    session.say(Message.of("cli.case-folder", folder));
  }

  private List<String> command() {
    return Stream.concat(Stream.of(CommandTree.TOOL), line.originalArgs().stream()).toList();
  }

  private HtmlReport page() {
    return TemplatesOption.of(line).map(HtmlReport::with).orElseGet(HtmlReport::new);
  }

  /** The log of the build that is shown, if it is no longer than what may be embedded. */
  private EmbeddedLog log(Diagnosis diagnosis, Map<String, Path> logs) {
    String name = CaseReport.worstBuild(diagnosis).log();
    return Optional.ofNullable(logs.get(name))
        .map(file -> log(name, file))
        .orElseGet(EmbeddedLog::none);
  }

  private EmbeddedLog log(String name, Path file) {
    long most =
        MemorySize.inBytes(
            new GivenOption("--embed-log", line.matchedOptionValue("--embed-log", EMBEDDED)));
    return WholeLog.compressed(file, name, most)
        .map(bytes -> EmbeddedLog.of(name, bytes))
        .orElseGet(() -> EmbeddedLog.elsewhere(name));
  }

  private static List<Excerpt> excerpts(Diagnosis diagnosis, Map<String, Path> logs) {
    return logs.entrySet().stream()
        .flatMap(
            log -> excerpts(log.getKey(), log.getValue(), evidenceLines(diagnosis, log.getKey())))
        .toList();
  }

  private static Stream<Excerpt> excerpts(String name, Path log, Set<Long> lines) {
    return ExcerptReader.read(log, name, lines, LINES_AROUND).stream()
        .map(excerpt -> new Excerpt(name, excerpt.firstLine(), excerpt.lines(), lines));
  }

  private static Set<Long> evidenceLines(Diagnosis diagnosis, String log) {
    return diagnosis.builds().stream()
        .flatMap(build -> build.findings().stream())
        .flatMap(CaseOutput::evidence)
        .filter(evidence -> evidence.file().equals(log) && evidence.line() > 0)
        .map(Evidence::line)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<Evidence> evidence(Finding finding) {
    return Stream.of(finding.evidence(), finding.against(), finding.followedBy())
        .flatMap(List::stream);
  }
}
