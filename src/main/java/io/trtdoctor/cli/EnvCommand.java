package io.trtdoctor.cli;

import picocli.CommandLine.ParseResult;

/** Shows the machine. */
final class EnvCommand implements Command {
  @Override
  public CommandLayout layout() {
    return CommandLayout.named("env").common();
  }

  @Override
  public ExitStatus run(ParseResult line, Session session) {
    return ExitStatus.FINE;
  }
}
