package io.trtdoctor.cli;

import picocli.CommandLine.ParseResult;

/** Shows a cause's page. */
final class ExplainCommand implements Command {
  @Override
  public CommandLayout layout() {
    return CommandLayout.named("explain").argument(0, "CAUSE", false).common();
  }

  @Override
  public ExitStatus run(ParseResult line, Session session) {
    return ExitStatus.FINE;
  }
}
