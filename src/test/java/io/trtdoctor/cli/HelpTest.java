package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.text.Language;
import io.trtdoctor.text.Texts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class HelpTest {
  static Stream<List<String>> commands() {
    List<List<String>> paths = new ArrayList<>();
    collect(CommandTree.whole().root(), List.of(), paths);
    return paths.stream();
  }

  private static void collect(CommandLine command, List<String> path, List<List<String>> paths) {
    paths.add(path);
    command
        .getSubcommands()
        .forEach(
            (name, inner) ->
                collect(inner, Stream.concat(path.stream(), Stream.of(name)).toList(), paths));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpListsEveryOptionInBothLanguages(List<String> path) {
    for (String language : List.of("en", "zh")) {
      Tool tool = help(path, language);

      assertThat(tool.exitCode()).isZero();
      assertThat(tool.err()).isEmpty();
      assertThat(tool.out()).contains(optionNames(path));
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpShowsEveryExitCodeAndAnExample(List<String> path) {
    String help = help(path, "en").out();

    assertThat(help).contains("Examples:").contains("trt-doctor " + String.join(" ", path));
    for (ExitStatus status : ExitStatus.values()) {
      assertThat(help).containsPattern("\\n +" + status.code() + " +\\S");
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void everyOptionAndArgumentIsDescribed(Language language) {
    List<String> silent = new ArrayList<>();
    undescribed(HelpPage.whole(Texts.in(language)), silent);

    assertThat(silent).isEmpty();
  }

  private static void undescribed(CommandLine command, List<String> silent) {
    CommandSpec spec = command.getCommandSpec();
    for (ArgSpec arg : spec.args()) {
      if (String.join("", arg.description()).isBlank()) {
        silent.add(spec.qualifiedName(" ") + " " + arg.paramLabel() + " " + arg);
      }
    }
    if (spec.usageMessage().header().length == 0) {
      silent.add(spec.qualifiedName(" "));
    }
    command.getSubcommands().values().forEach(inner -> undescribed(inner, silent));
  }

  @Test
  void hiddenCommandsAreNotListed() {
    assertThat(Tool.run("--help").out()).doesNotContain(Commands.hidden());
  }

  @Test
  void theCompletionScriptKnowsCommandsAndOptions() {
    assertThat(Tool.run("generate-completion").out())
        .contains("diagnose", "--layer-type-precision", "'--cache'");
  }

  @Test
  void thereIsAManPageForEveryCommand(@TempDir Path folder) throws Exception {
    Tool tool = Tool.run("generate-man", folder.toString());

    assertThat(tool.exitCode()).isZero();
    for (List<String> path : commands().toList()) {
      String name =
          String.join("-", Stream.concat(Stream.of("trt-doctor"), path.stream()).toList());
      assertThat(Files.readString(folder.resolve(name + ".1")))
          .startsWith(".TH ")
          .contains(".SH NAME", ".SH OPTIONS", ".SH \"EXIT STATUS\"", ".SH EXAMPLES");
    }
  }

  private static Tool help(List<String> path, String language) {
    return Tool.run(
        Stream.concat(path.stream(), Stream.of("--help", "--lang", language))
            .toArray(String[]::new));
  }

  private static String[] optionNames(List<String> path) {
    CommandLine command = CommandTree.whole().root();
    for (String name : path) {
      command = command.getSubcommands().get(name);
    }
    return command.getCommandSpec().options().stream()
        .map(OptionSpec::names)
        .flatMap(Arrays::stream)
        .toArray(String[]::new);
  }
}
