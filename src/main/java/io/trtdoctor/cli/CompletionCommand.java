package io.trtdoctor.cli;

import picocli.AutoComplete;
import picocli.CommandLine.ParseResult;

/** Prints the completion script for bash and zsh; the distribution carries it. */
final class CompletionCommand implements Command {
  @Override
  public CommandLayout layout() {
    return CommandLayout.named("generate-completion").asking().hidden();
  }

  @Override
  public ExitStatus run(ParseResult line, Session session) {
    session.console().print(AutoComplete.bash(CommandTree.TOOL, CommandTree.whole().root()));
    return ExitStatus.FINE;
  }
}
