package io.trtdoctor.cli;

import io.trtdoctor.bundle.BundleReader;
import io.trtdoctor.bundle.OpenedBundle;
import io.trtdoctor.environment.Machine;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.record.JournalRunner;
import io.trtdoctor.record.RecordedProbe;
import io.trtdoctor.report.CaseReport;
import io.trtdoctor.text.Message;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** Unpacks a bundle that somebody sent, judges it again and, if asked to, makes its build again. */
final class OpenCommand implements Command {
  private static final String RERUN = "rerun.gz";

  @Override
  public CommandLayout layout() {
    CommandLayout layout =
        CommandLayout.named("open")
            .argument(0, "FILE.zip", true)
            .value("DIR", "-o", "--output")
            .flag("--rerun");
    return OutputFormat.addTo(ProbeOptions.addPlaceTo(layout)).common();
  }

  @Override
  public ExitStatus run(ParseResult line, Session session) {
    return Interruption.watching(() -> open(line, session));
  }

  private static ExitStatus open(ParseResult line, Session session) {
    OutputFormat.check(line);
    Path file = CaseFiles.path(line.matchedPositionalValue(0, ""));
    Path folder =
        CaseFiles.path(
            line.matchedOptionValue(
                "--output", file.getFileName().toString().replaceFirst("\\.zip$", "") + "-opened"));
    OpenedBundle bundle = new BundleReader(BundleReader.Limits.usual()).unpack(file, folder);
    session.say(Message.of("cli.open.unpacked", folder, bundle.manifest().files().size() + 1));
    session.say(Message.of("bundle.check." + known(bundle.manifest().failure().check())));
    return line.hasMatchedOption("--rerun")
        ? rerun(bundle, line, session)
        : rendered(bundle, line, session);
  }

  private static ExitStatus rendered(OpenedBundle bundle, ParseResult line, Session session) {
    CaseReport report =
        new BundleDiagnosis(bundle, new ProbeOptions(line), session)
            .written(line, bundle.folder().resolve("judged-again"));
    DiagnosisPrinter.print(report, line, session);
    return ExitStatus.of(report.diagnosis().verdict().status());
  }

  private static ExitStatus rerun(OpenedBundle bundle, ParseResult line, Session session) {
    Recipe given =
        bundle.recipe().orElseThrow(() -> new BadInputException(Message.of("cli.open.no-recipe")));
    RecordedProbe recorded =
        bundle.failing().orElseThrow(() -> new BadInputException(Message.of("cli.open.no-recipe")));
    ProbeOptions options = new ProbeOptions(line, Optional.of(given.line()));
    ProbeStation station =
        new ProbeStations(options, session, Machine.local())
            .find(false)
            .orElseThrow(() -> new MachineLacksException(Message.of("cli.open.nowhere")));
    Recipe recipe = station.adapted(given);
    FailureCheck check =
        new FailureCheck(recorded.outcome(), symptom(bundle), options.buildLimit());
    try (JournalRunner runner =
        JournalRunner.of(station.runner(recipe, message -> {}), bundle.folder().resolve(RERUN))) {
      return compared(recorded.outcome(), check.run(runner, recipe), line, session);
    }
  }

  private static Optional<SymptomChoice> symptom(OpenedBundle bundle) {
    try {
      return bundle.manifest().failure().symptom().map(SymptomChoice::parse);
    } catch (UsageException e) {
      throw new BadInputException(Message.of("bundle.manifest-wrong", e.explanation()), e);
    }
  }

  private static ExitStatus compared(
      Outcome recorded, FailureCheck.Seen seen, ParseResult line, Session session) {
    FailureCheck.Result result = seen.result();
    Outcome now = seen.outcome();
    if (line.hasMatchedOption("--json")) {
      session
          .console()
          .print(
              JsonText.object(
                  json -> {
                    json.writeNumberField("schemaVersion", 1);
                    json.writeStringField("recorded", ended(recorded));
                    json.writeStringField("now", ended(now));
                    json.writeStringField("result", result.tag());
                  }));
    } else {
      session.print(Message.of("cli.open.was", ended(recorded)));
      session.print(Message.of("cli.open.is", ended(now)));
      session.print(Message.of("cli.open.result." + result.tag()));
    }
    OutcomeText.of(now).forEach(session::say);
    return result == FailureCheck.Result.SEEN_AGAIN ? ExitStatus.FINE : ExitStatus.UNDETERMINED;
  }

  /** How a build ended, in TensorRT's words where it has any. */
  private static String ended(Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed) {
      return failed.symptom().strip();
    } else if (outcome instanceof Outcome.Crashed crashed) {
      return crashed.death().describe() + ": " + crashed.lastLine().strip();
    }
    return outcome.tag();
  }

  private static String known(String check) {
    for (FailureCheck.Result result : FailureCheck.Result.values()) {
      if (result.tag().equals(check)) {
        return check;
      }
    }
    return FailureCheck.Result.NOT_CHECKED.tag();
  }
}
