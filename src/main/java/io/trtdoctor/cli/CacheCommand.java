package io.trtdoctor.cli;

import picocli.CommandLine.ParseResult;

/** Shows caches. */
final class CacheCommand implements Command {
  @Override
  public CommandLayout layout() {
    return CommandLayout.named("cache").common();
  }

  @Override
  public ExitStatus run(ParseResult line, Session session) {
    return ExitStatus.FINE;
  }
}
