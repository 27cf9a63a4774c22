package io.trtdoctor.cli;

import io.trtdoctor.error.UsageException;
import io.trtdoctor.text.Message;
import picocli.CommandLine.ParseResult;

/** Calibration caches: shown, checked, compared, mended, turned into ranges. */
final class CacheCommand implements Command {
  private final CommandLayout layout =
      CommandLayout.named("cache")
          .command(new CacheShowCommand())
          .command(new CacheCheckCommand())
          .command(new CacheDiffCommand())
          .command(new CacheMergeCommand())
          .command(new CacheRepairCommand())
          .command(new CacheToRangesCommand())
          .command(new CacheFromRangesCommand())
          .asking();

  @Override
  public CommandLayout layout() {
    return layout;
  }

  @Override
  public ExitStatus run(ParseResult line, Session session) {
    if (!line.hasSubcommand()) {
      throw new UsageException(Message.of("cli.cache.no-command"));
    }
    ParseResult inner = line.subcommand();
    return layout.inner(inner.commandSpec().name()).orElseThrow().run(inner, session);
  }
}
