package io.trtdoctor.cli;

import io.trtdoctor.buildlog.ExcerptReader;
import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.report.CaseReport;
import io.trtdoctor.report.CaseWriter;
import io.trtdoctor.report.Excerpt;
import io.trtdoctor.report.Versions;
import io.trtdoctor.report.html.HtmlReport;
import io.trtdoctor.text.Message;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ParseResult;

/** Reports a diagnosis and leaves its case folder. */
final class CaseOutput {
  private static final int LINES_AROUND = 3;

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
   * @throws io.trtdoctor.error.DoctorException if that is not possible; nothing is left then
   */
  void write(Path out, CaseReport report, EventSpool events) {
    Path folder = new CaseWriter(new HtmlReport()).write(out, report, events::copyTo);
    session.say(Message.of("cli.case-folder", folder));
  }

  private List<String> command() {
    return Stream.concat(Stream.of(CommandTree.TOOL), line.originalArgs().stream()).toList();
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
