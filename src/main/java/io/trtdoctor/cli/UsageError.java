package io.trtdoctor.cli;

import io.trtdoctor.text.Message;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What picocli has against a command line, in one message of ours. */
final class UsageError {
  private UsageError() {}

  static Message explain(ParameterException e) {
    return Message.of("cli.usage", what(e), e.getCommandLine().getCommandSpec().qualifiedName(" "));
  }

  private static Message what(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched);
    }
    if (e instanceof MissingParameterException missing) {
      return missing(missing);
    }
    if (e instanceof OverwrittenOptionException twice) {
      return Message.of("cli.usage.twice", name(twice.getOverwritten()));
    }
    return Message.of("cli.usage.other", String.valueOf(e.getMessage()));
  }

  private static Message unmatched(UnmatchedArgumentException e) {
    String word = e.getUnmatched().get(0);
    List<String> suggestions = e.getSuggestions();
    String kind = e.isUnknownOption() ? "option" : commandExpected(e) ? "command" : "argument";
    return suggestions.isEmpty()
        ? Message.of("cli.usage.unknown-" + kind, word)
        : Message.of(
            "cli.usage.did-you-mean",
            Message.of("cli.usage.unknown-" + kind, word),
            suggestions.stream().limit(3).collect(Collectors.joining(", ")));
  }

  private static boolean commandExpected(UnmatchedArgumentException e) {
    return !e.getCommandLine().getSubcommands().isEmpty();
  }

  private static Message missing(MissingParameterException e) {
    if (e.getMissing().isEmpty()) {
      return Message.of("cli.usage.other", String.valueOf(e.getMessage()));
    }
    ArgSpec first = e.getMissing().get(0);
    return first.isOption()
        ? Message.of("cli.usage.missing-value", name(first), first.paramLabel())
        : Message.of("cli.usage.missing-argument", first.paramLabel());
  }

  private static String name(ArgSpec arg) {
    return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
  }
}
