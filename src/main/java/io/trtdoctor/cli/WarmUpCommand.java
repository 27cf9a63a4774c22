package io.trtdoctor.cli;

import picocli.CommandLine.ParseResult;

/** Loads what most runs load. */
final class WarmUpCommand implements Command {
  @Override
  public CommandLayout layout() {
    return CommandLayout.named("warm-up").hidden();
  }

  @Override
  public ExitStatus run(ParseResult line, Session session) {
    return ExitStatus.FINE;
  }
}
