package io.trtdoctor.cli;

import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Writes a man page for the tool and for each command; the distribution carries them. */
final class ManCommand implements Command {
  @Override
  public CommandLayout layout() {
    return CommandLayout.named("generate-man").argument(0, "FOLDER", true).asking().hidden();
  }

  @Override
  public ExitStatus run(ParseResult line, Session session) {
    Path folder = Path.of(line.<String>matchedPositionalValue(0, ""));
    try {
      Files.createDirectories(folder);
      write(HelpPage.whole(session.texts()), folder);
    } catch (IOException e) {
      throw new MachineLacksException(
          Message.of("cli.cannot-write", folder, String.valueOf(e.getMessage())), e);
    }
    return ExitStatus.FINE;
  }

  private static void write(CommandLine command, Path folder) throws IOException {
    ManPage page = ManPage.of(command.getCommandSpec());
    Files.writeString(folder.resolve(page.name() + ".1"), page.roff());
    for (CommandLine inner : command.getSubcommands().values()) {
      write(inner, folder);
    }
  }
}
