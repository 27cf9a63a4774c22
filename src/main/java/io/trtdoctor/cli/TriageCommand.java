package io.trtdoctor.cli;

import picocli.CommandLine.ParseResult;

/** Judges logs alone. */
final class TriageCommand implements Command {
  @Override
  public CommandLayout layout() {
    return CommandLayout.named("triage").arguments("LOG").common();
  }

  @Override
  public ExitStatus run(ParseResult line, Session session) {
    return ExitStatus.FINE;
  }
}
