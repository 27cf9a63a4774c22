package io.trtdoctor.cli;

import io.trtdoctor.console.Console;
import io.trtdoctor.console.Progress;
import io.trtdoctor.console.StreamConsole;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import picocli.CommandLine.ParseResult;

/**
 * Does silently what most runs do, so that the launcher learns which classes to put into its
 * archive.
 */
final class WarmUpCommand implements Command {
  @Override
  public CommandLayout layout() {
    return CommandLayout.named("warm-up").asking().hidden();
  }

  @Override
  public ExitStatus run(ParseResult line, Session session) {
    try (InputStream in = WarmUpCommand.class.getResourceAsStream("warm-up.log")) {
      String log = CaseFiles.spooled(in).toString();
      run(session, "triage", log);
      run(session, "triage", log, "--json");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ExitStatus.FINE;
  }

  private static void run(Session session, String... args) {
    new TrtDoctor(silence(), InputStream.nullInputStream(), session.environment()).run(args);
  }

  private static Console silence() {
    OutputStream nowhere = OutputStream.nullOutputStream();
    return new StreamConsole(nowhere, nowhere, e -> true, (task, total) -> Progress.SILENT, false);
  }
}
