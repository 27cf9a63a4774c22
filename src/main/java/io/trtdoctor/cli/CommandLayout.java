package io.trtdoctor.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The options and arguments of one command, without a word of help.
 *
 * <p>Written out instead of annotated, because reflection over annotations costs a tenth of the
 * start-up time; {@link HelpPage} adds the words when somebody asks for them.
 */
final class CommandLayout {
  private final String name;
  private final CommandSpec spec;
  private final List<Command> inner = new ArrayList<>();

  private CommandLayout(String name) {
    this.name = name;
    this.spec = CommandSpec.create().name(name);
  }

  static CommandLayout named(String name) {
    return new CommandLayout(name);
  }

  /** The options that every command that prints results has; to be called last. */
  CommandLayout common() {
    return flag("--json").flag("--verbose").asking();
  }

  /** The options that every command and the tool itself have. */
  CommandLayout asking() {
    return value("en|zh", "--lang")
        .add(OptionSpec.builder("-h", "--help").usageHelp(true))
        .add(OptionSpec.builder("-V", "--version").versionHelp(true));
  }

  String name() {
    return name;
  }

  CommandSpec spec() {
    return spec;
  }

  /** An option that is there or not. */
  CommandLayout flag(String... names) {
    return add(OptionSpec.builder(names));
  }

  /** An option with one value; given twice, it is a usage error. */
  CommandLayout value(String label, String... names) {
    return add(OptionSpec.builder(names).arity("1").paramLabel(label).type(String.class));
  }

  /** An option with a value that may be given again and again. */
  CommandLayout values(String label, String... names) {
    return add(
        OptionSpec.builder(names)
            .arity("1")
            .paramLabel(label)
            .type(List.class)
            .auxiliaryTypes(String.class));
  }

  /** An argument at a fixed place. */
  CommandLayout argument(int index, String label, boolean required) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .index(Integer.toString(index))
            .arity(required ? "1" : "0..1")
            .required(required)
            .paramLabel(label)
            .descriptionKey(label)
            .type(String.class)
            .build());
    return this;
  }

  /** One argument or more. */
  CommandLayout arguments(String label) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("1..*")
            .required(true)
            .paramLabel(label)
            .descriptionKey(label)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .build());
    return this;
  }

  /** A command of this command. */
  CommandLayout command(Command command) {
    inner.add(command);
    CommandLayout layout = command.layout();
    spec.addSubcommand(layout.name(), layout.spec());
    return this;
  }

  /** The inner command of that name. */
  Optional<Command> inner(String name) {
    return inner.stream().filter(command -> command.layout().name().equals(name)).findFirst();
  }

  /** Neither help nor the list of commands shows it. */
  CommandLayout hidden() {
    spec.usageMessage().hidden(true);
    return this;
  }

  private CommandLayout add(OptionSpec.Builder option) {
    spec.addOption(option.build());
    return this;
  }
}
