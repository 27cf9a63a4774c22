package io.trtdoctor.cli;

import io.trtdoctor.console.Console;
import io.trtdoctor.console.OutputRefusedException;
import io.trtdoctor.error.DoctorException;
import io.trtdoctor.text.Message;
import io.trtdoctor.text.Texts;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The tool: a command line in, an exit code out. Everything it touches is handed to it. */
public final class TrtDoctor {
  private final Console console;
  private final InputStream standardInput;
  private final Map<String, String> environment;

  /**
   * The tool in the surroundings given.
   *
   * @param environment the environment variables; only the locale's and {@code PATH}-like ones are
   *     looked at
   */
  public TrtDoctor(Console console, InputStream standardInput, Map<String, String> environment) {
    this.console = console;
    this.standardInput = standardInput;
    this.environment = Map.copyOf(environment);
  }

  /** Runs one command line and says what went wrong, if something did; never throws. */
  public int run(String... args) {
    Texts texts = Texts.in(LanguageChoice.of(args, environment));
    Session session = new Session(console, texts, standardInput, environment);
    return attempt(session, args).code();
  }

  private ExitStatus attempt(Session session, String... args) {
    try {
      ExitStatus status = execute(session, args);
      console.flush();
      return status;
    } catch (ParameterException e) {
      session.say(UsageError.explain(e));
      return ExitStatus.USAGE;
    } catch (DoctorException e) {
      session.say(Message.of("cli.failed", e.explanation()));
      return ExitStatus.of(e);
    } catch (OutputRefusedException e) {
      session.say(Message.of("cli.output-refused", String.valueOf(e.getCause().getMessage())));
      return ExitStatus.MACHINE_LACKS;
    } catch (OutOfMemoryError e) {
      session.say(Message.of("cli.out-of-memory", Runtime.getRuntime().maxMemory() >> 20));
      return ExitStatus.MACHINE_LACKS;
    } catch (RuntimeException | Error e) {
      BugReport.of(e, args).tell(session, Arrays.asList(args).contains("--verbose"));
      return ExitStatus.BUG;
    }
  }

  private ExitStatus execute(Session session, String... args) {
    LanguageChoice.check(args);
    ParseResult line = CommandTree.of(args).parse(args);
    ParseResult last = innermost(line);
    if (last.isUsageHelpRequested()) {
      session.console().print(HelpPage.of(path(line), session.texts()));
      return ExitStatus.FINE;
    }
    if (last.isVersionHelpRequested()) {
      session.print(Message.of("cli.version", Version.current(), Runtime.version()));
      return ExitStatus.FINE;
    }
    if (!line.hasSubcommand()) {
      session.console().say(HelpPage.of(new String[0], session.texts()));
      return ExitStatus.USAGE;
    }
    ParseResult command = line.subcommand();
    return Commands.named(command.commandSpec().name()).orElseThrow().run(command, session);
  }

  private static ParseResult innermost(ParseResult line) {
    return line.hasSubcommand() ? innermost(line.subcommand()) : line;
  }

  private static String[] path(ParseResult line) {
    return line.asCommandLineList().stream()
        .skip(1)
        .map(command -> command.getCommandName())
        .toArray(String[]::new);
  }
}
