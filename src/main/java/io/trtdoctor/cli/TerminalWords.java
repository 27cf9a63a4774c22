package io.trtdoctor.cli;

import io.trtdoctor.escape.Printable;
import io.trtdoctor.text.Message;
import io.trtdoctor.text.Texts;
import java.util.Map;

/**
 * Messages as a terminal shows them: what comes from outside stays on its line and moves no cursor,
 * and some lines have a colour, which says nothing that their words do not.
 */
record TerminalWords(Texts texts, boolean coloured) {
  private static final int LONGEST_WORD = 1_000;
  private static final String BOLD = "\033[1m";
  private static final String RED = "\033[1;31m";
  private static final String YELLOW = "\033[1;33m";
  private static final String GREEN = "\033[1;32m";
  private static final String CYAN = "\033[36m";
  private static final String END = "\033[0m";

  private static final Map<String, String> COLOURS =
      Map.ofEntries(
          Map.entry("cli.build", BOLD),
          Map.entry("cli.build.of-version", BOLD),
          Map.entry("cli.build.without-log", BOLD),
          Map.entry("cli.verdict.healthy", GREEN),
          Map.entry("cli.verdict.undetermined", YELLOW),
          Map.entry("cli.verdict.cause-named", RED),
          Map.entry("cli.verdict.cause", BOLD),
          Map.entry("cli.evidence", CYAN),
          Map.entry("cli.evidence.elsewhere", CYAN),
          Map.entry("cli.evidence.setting", CYAN),
          Map.entry("cli.experiment.proof", BOLD),
          Map.entry("cli.remedy", GREEN));

  String of(Message message) {
    String text = texts.render(harmless(message));
    String colour = coloured ? COLOURS.getOrDefault(message.key(), "") : "";
    return colour.isEmpty() ? text : colour + text + END;
  }

  private static Message harmless(Message message) {
    Object[] args = message.args().stream().map(TerminalWords::harmless).toArray();
    return Message.of(message.key(), args);
  }

  private static Object harmless(Object argument) {
    if (argument instanceof Message nested) {
      return harmless(nested);
    }
    return argument instanceof Number
        ? argument
        : Printable.line(Printable.shortened(argument.toString(), LONGEST_WORD));
  }
}
