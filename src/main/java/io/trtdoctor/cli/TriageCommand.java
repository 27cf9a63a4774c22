package io.trtdoctor.cli;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.BuildLogReader;
import io.trtdoctor.cli.BuildText.Detail;
import io.trtdoctor.finding.Diagnosis;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.ParseResult;

/** Judges builds by their logs alone. */
final class TriageCommand implements Command {
  @Override
  public CommandLayout layout() {
    return OutputFormat.addTo(CommandLayout.named("triage").arguments("LOG")).common();
  }

  @Override
  public ExitStatus run(ParseResult line, Session session) {
    List<String> logs = line.matchedPositionalValue(0, List.of());
    OutputFormat format = OutputFormat.of(line);
    boolean atOnce = format == OutputFormat.TEXT;
    Judgement judgement = Judgement.byLogsAlone(!atOnce);
    Consumer<BuildLog> take = atOnce ? log -> print(log, judgement, line, session) : judgement::of;
    try (Handover<BuildLog> builds = Handover.to(take)) {
      logs.forEach(log -> read(log, builds, session));
    }
    Diagnosis diagnosis = judgement.whole(List.of(), List.of());
    if (!atOnce) {
      session.console().print(format.of(new CaseOutput(session, line).report(diagnosis, Map.of())));
    }
    diagnosis.notes().forEach(session::say);
    return ExitStatus.of(diagnosis.verdict().status());
  }

  private static void read(String log, Consumer<BuildLog> take, Session session) {
    if (log.equals(CaseFiles.STANDARD_INPUT)) {
      BuildLogReader.read(session.standardInput(), log, take);
    } else {
      BuildLogReader.read(CaseFiles.path(log), log, take);
    }
  }

  private static void print(BuildLog log, Judgement judgement, ParseResult line, Session session) {
    if (judgement.size() > 0) {
      session.console().print("");
    }
    boolean verbose = line.hasMatchedOption("--verbose");
    session
        .console()
        .print(BuildText.of(judgement.of(log), session.words(), new Detail(verbose, verbose)));
  }
}
