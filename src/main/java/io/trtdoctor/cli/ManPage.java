package io.trtdoctor.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The manual page of one command, written from what its help says.
 *
 * @param name the page's name, for example {@code trt-doctor-triage}
 * @param roff the page in the man(7) macros
 */
record ManPage(String name, String roff) {
  static ManPage of(CommandSpec spec) {
    String name = spec.qualifiedName("-");
    StringBuilder out = new StringBuilder();
    out.append(".TH \"")
        .append(escaped(name.toUpperCase(Locale.ROOT)))
        .append("\" \"1\" \"\" \"")
        .append(CommandTree.TOOL)
        .append(' ')
        .append(Version.current())
        .append("\"\n");
    UsageMessageSpec usage = spec.usageMessage();
    section(out, "NAME", escaped(name) + " \\- " + escaped(text(usage.header())));
    section(out, "SYNOPSIS", "\\fB" + escaped(synopsis(spec)) + "\\fR");
    section(out, "DESCRIPTION", escaped(text(usage.description())));
    arguments(out, spec.positionalParameters());
    options(out, spec.options());
    commands(out, spec);
    exitStatus(out, usage.exitCodeList());
    out.append(".SH EXAMPLES\n.nf\n").append(escaped(text(usage.footer()))).append("\n.fi\n");
    return new ManPage(name, out.toString());
  }

  private static String synopsis(CommandSpec spec) {
    return new Help(spec, Help.defaultColorScheme(Ansi.OFF)).synopsis(0).strip();
  }

  private static void arguments(StringBuilder out, List<PositionalParamSpec> arguments) {
    out.append(arguments.isEmpty() ? "" : ".SH ARGUMENTS\n");
    arguments.forEach(a -> item(out, a.paramLabel(), text(a.description())));
  }

  private static void options(StringBuilder out, List<OptionSpec> options) {
    out.append(".SH OPTIONS\n");
    for (OptionSpec option : options) {
      String value = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
      item(out, String.join(", ", option.names()) + value, text(option.description()));
    }
  }

  private static void commands(StringBuilder out, CommandSpec spec) {
    out.append(spec.subcommands().isEmpty() ? "" : ".SH COMMANDS\n");
    spec.subcommands()
        .values()
        .forEach(
            inner ->
                item(
                    out,
                    inner.getCommandSpec().qualifiedName("-") + "(1)",
                    text(inner.getCommandSpec().usageMessage().header())));
  }

  private static void exitStatus(StringBuilder out, Map<String, String> codes) {
    out.append(".SH \"EXIT STATUS\"\n");
    codes.forEach((code, meaning) -> item(out, code.strip(), meaning));
  }

  private static void section(StringBuilder out, String title, String body) {
    out.append(".SH ").append(title).append('\n').append(body).append('\n');
  }

  private static void item(StringBuilder out, String term, String text) {
    out.append(".TP\n\\fB").append(escaped(term)).append("\\fR\n");
    out.append(escaped(text)).append('\n');
  }

  private static String text(String... lines) {
    return String.join("\n", lines).replace("%n", "\n").replace("%%", "%").strip();
  }

  /** The text with nothing left in it that roff would take for a command. */
  private static String escaped(String text) {
    return text.replace("\\", "\\e")
        .replace("-", "\\-")
        .lines()
        .map(line -> line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line)
        .collect(Collectors.joining("\n"));
  }
}
