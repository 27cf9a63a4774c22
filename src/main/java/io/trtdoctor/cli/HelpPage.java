package io.trtdoctor.cli;

import io.trtdoctor.text.Texts;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The help of the tool or of one command, in the words of the catalogue {@code help}. */
final class HelpPage {
  private static final String CATALOGUE = "help";
  private static final int WIDTH = 100;

  private HelpPage() {}

  /** The help of the command that the names lead to; without a name that of the tool. */
  static String of(String[] path, Texts texts) {
    CommandLine command =
        worded(path.length == 0 ? CommandTree.whole() : CommandTree.of(path), texts);
    for (String name : path) {
      command = command.getSubcommands().get(name);
    }
    return command.getUsageMessage(Ansi.OFF).stripTrailing();
  }

  /** All commands with all their words. */
  static CommandLine whole(Texts texts) {
    return worded(CommandTree.whole(), texts);
  }

  private static CommandLine worded(CommandTree tree, Texts texts) {
    CommandLine root = tree.root();
    root.setResourceBundle(new Catalogue(texts.patterns(CATALOGUE)));
    root.setUsageHelpWidth(WIDTH);
    layOut(root, texts);
    return root;
  }

  private static void layOut(CommandLine command, Texts texts) {
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    usage.sortOptions(false).sortSynopsis(false).exitCodeList(exitCodes(texts));
    usage.abbreviateSynopsis(command.getCommandSpec().options().size() > 8);
    command.getSubcommands().values().forEach(inner -> layOut(inner, texts));
  }

  private static Map<String, String> exitCodes(Texts texts) {
    Map<String, String> lines = new LinkedHashMap<>();
    for (ExitStatus status : ExitStatus.values()) {
      lines.put(" " + status.code(), texts.text(status.helpKey()));
    }
    return lines;
  }

  /** The catalogue as picocli wants it: keys without the catalogue's name. */
  private static final class Catalogue extends ResourceBundle {
    private final Map<String, String> texts = new LinkedHashMap<>();

    Catalogue(Map<String, String> patterns) {
      patterns.forEach((key, text) -> texts.put(key.substring(CATALOGUE.length() + 1), text));
    }

    @Override
    protected Object handleGetObject(String key) {
      return texts.get(key);
    }

    @Override
    protected Set<String> handleKeySet() {
      return texts.keySet();
    }

    @Override
    public Enumeration<String> getKeys() {
      return Collections.enumeration(texts.keySet());
    }
  }
}
