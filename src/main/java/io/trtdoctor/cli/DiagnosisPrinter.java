package io.trtdoctor.cli;

import io.trtdoctor.cli.BuildText.Detail;
import io.trtdoctor.finding.BuildDiagnosis;
import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.report.CaseReport;
import io.trtdoctor.text.Message;
import picocli.CommandLine.ParseResult;

/** Prints a diagnosis as the options say. */
final class DiagnosisPrinter {
  private DiagnosisPrinter() {}

  static void print(CaseReport report, ParseResult line, Session session) {
    Diagnosis diagnosis = report.diagnosis();
    OutputFormat format = OutputFormat.of(line);
    if (format != OutputFormat.TEXT) {
      session.console().print(format.of(report));
    } else {
      Detail detail = new Detail(true, line.hasMatchedOption("--verbose"));
      String separator = "";
      for (BuildDiagnosis build : diagnosis.builds()) {
        session.console().print(separator + BuildText.of(build, session.words(), detail));
        separator = "\n";
      }
      ExperimentText.of(diagnosis.experiment()).forEach(session::print);
    }
    for (String word : diagnosis.settings().notUnderstood()) {
      session.say(Message.of("cli.not-understood", word));
    }
    diagnosis.notes().forEach(session::say);
  }
}
