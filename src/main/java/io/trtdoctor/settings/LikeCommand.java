package io.trtdoctor.settings;

import io.trtdoctor.error.UsageException;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.text.Message;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command line of trtexec or Polygraphy as it was pasted.
 *
 * @param tool the tool it calls
 * @param prefix the words before the tool: environment variables, {@code docker run ...}, a prompt
 * @param arguments the words after the tool, for Polygraphy those after {@code run} or {@code
 *     convert}
 */
public record LikeCommand(Tool tool, List<String> prefix, List<String> arguments) {
  /** The tools whose command lines are understood. */
  public enum Tool {
    TRTEXEC,
    POLYGRAPHY
  }

  private static final Pattern TOOL =
      Pattern.compile("(?:.*[/\\\\])?(trtexec(?:_debug)?|polygraphy)(?:\\.exe)?");
  private static final Pattern PROMPT =
      Pattern.compile("\\A\\s*(?:\\([^)\\n]*\\)\\s*)?[^\\s'\"=]*[$#>%]\\s+");
  private static final Pattern TEST_BANNER =
      Pattern.compile("&&&& \\w+ TensorRT\\.trtexec (?:\\[[^\\]]*\\] )*# ");
  private static final List<String> SUBCOMMANDS = List.of("run", "convert");

  public LikeCommand {
    prefix = List.copyOf(prefix);
    arguments = List.copyOf(arguments);
  }

  /**
   * The command in a pasted line. The line may have a prompt, variables and a container's command
   * in front, pipes and redirections behind, and go over several lines.
   *
   * @throws UsageException if it calls neither tool, or another subcommand of Polygraphy than run
   *     and convert, or leaves a quote open
   */
  public static LikeCommand parse(String text) {
    Matcher banner = TEST_BANNER.matcher(text);
    String line = banner.find() ? text.substring(banner.end()) : text;
    return find(PROMPT.matcher(line).replaceFirst(""))
        .orElseThrow(() -> new UsageException(Message.of("settings.no-tool", text.strip())));
  }

  /**
   * The settings it makes.
   *
   * @param where what to name as the origin of each setting, before the option
   * @throws UsageException if a value means nothing, as in {@code --layerPrecisions=a:int9}
   */
  public BuildSettings settings(String where) {
    SettingsDraft draft = new SettingsDraft(where);
    switch (tool) {
      case TRTEXEC -> TrtexecDialect.options(arguments).forEach(o -> TrtexecDialect.take(o, draft));
      case POLYGRAPHY ->
          PolygraphyDialect.options(arguments).forEach(o -> PolygraphyDialect.take(o, draft));
    }
    return draft.settings();
  }

  /** The command of words that are split already; empty if they call neither tool. */
  static Optional<LikeCommand> of(List<String> words) {
    int first = -1;
    for (int i = 0; i < words.size(); i++) {
      boolean called = isTool(words.get(i));
      if (called && hasArguments(words, i)) {
        return Optional.of(at(words, i));
      }
      first = called && first < 0 ? i : first;
    }
    return first < 0 ? Optional.empty() : Optional.of(at(words, first));
  }

  private static Optional<LikeCommand> find(String text) {
    for (List<String> words : ShellWords.commands(text)) {
      Optional<LikeCommand> command = of(words).or(() -> within(words));
      if (command.isPresent()) {
        return command;
      }
    }
    return Optional.empty();
  }

  /** The command in a word of its own, as in {@code bash -c "trtexec --onnx=..."}. */
  private static Optional<LikeCommand> within(List<String> words) {
    return words.stream()
        .filter(w -> w.indexOf(' ') > 0 && (w.contains("trtexec") || w.contains("polygraphy")))
        .findFirst()
        .flatMap(LikeCommand::find);
  }

  private static boolean isTool(String word) {
    return !word.startsWith("-") && TOOL.matcher(word).matches();
  }

  private static boolean hasArguments(List<String> words, int tool) {
    String next = tool + 1 < words.size() ? words.get(tool + 1) : "-";
    return next.startsWith("-") || SUBCOMMANDS.contains(next);
  }

  private static LikeCommand at(List<String> words, int index) {
    Matcher tool = TOOL.matcher(words.get(index));
    boolean polygraphy = tool.matches() && tool.group(1).equals("polygraphy");
    List<String> prefix = words.subList(0, index);
    List<String> arguments = words.subList(index + 1, words.size());
    return polygraphy
        ? new LikeCommand(Tool.POLYGRAPHY, prefix, afterSubcommand(arguments))
        : new LikeCommand(Tool.TRTEXEC, prefix, arguments);
  }

  private static List<String> afterSubcommand(List<String> arguments) {
    Optional<String> subcommand = arguments.stream().filter(a -> !a.startsWith("-")).findFirst();
    if (subcommand.filter(SUBCOMMANDS::contains).isEmpty()) {
      throw new UsageException(Message.of("settings.polygraphy-subcommand", subcommand.orElse("")));
    }
    return arguments.subList(arguments.indexOf(subcommand.get()) + 1, arguments.size());
  }
}
