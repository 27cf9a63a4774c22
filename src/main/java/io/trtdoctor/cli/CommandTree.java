package io.trtdoctor.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** The tool's commands as picocli knows them: all of them, or the one that a command line names. */
final class CommandTree {
  static final String TOOL = "trt-doctor";

  private final CommandLine root;

  private CommandTree(List<String> names) {
    root = new CommandLine(CommandLayout.named(TOOL).asking().spec());
    for (String name : names) {
      Commands.named(name).ifPresent(command -> root.addSubcommand(name, command.layout().spec()));
    }
    root.setExpandAtFiles(false).setPosixClusteredShortOptionsAllowed(false);
  }

  /** Every command that help lists. */
  static CommandTree whole() {
    return new CommandTree(Commands.shown());
  }

  /** The command that the arguments name, or every command if they name none that there is. */
  static CommandTree of(String... args) {
    Optional<String> name = commandName(args);
    return name.filter(CommandTree::exists).map(n -> new CommandTree(List.of(n))).orElse(whole());
  }

  private static boolean exists(String name) {
    return Commands.shown().contains(name) || Commands.hidden().contains(name);
  }

  private static Optional<String> commandName(String... args) {
    boolean valueNext = false;
    for (String arg : args) {
      if (!valueNext && !arg.startsWith("-")) {
        return Optional.of(arg);
      }
      valueNext = arg.equals("--lang");
    }
    return Optional.empty();
  }

  CommandLine root() {
    return root;
  }

  /**
   * The arguments taken apart.
   *
   * @throws CommandLine.ParameterException if they do not fit
   */
  ParseResult parse(String... args) {
    return root.parseArgs(Arrays.copyOf(args, args.length));
  }
}
