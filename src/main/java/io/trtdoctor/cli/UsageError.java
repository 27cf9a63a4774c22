package io.trtdoctor.cli;

import io.trtdoctor.text.Message;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine;
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
    CommandLine command = e.getCommandLine();
    if (e.isUnknownOption()) {
      return suggested(
          "option", word.split("=", 2)[0], command.getCommandSpec().optionsMap().keySet());
    }
    return command.getSubcommands().isEmpty()
        ? Message.of("cli.usage.unknown-argument", word)
        : suggested("command", word, command.getSubcommands().keySet());
  }

  private static Message suggested(String kind, String word, Collection<String> known) {
    Message unknown = Message.of("cli.usage.unknown-" + kind, word);
    List<String> suggestions = Closest.to(word, known);
    return suggestions.isEmpty()
        ? unknown
        : Message.of("cli.usage.did-you-mean", unknown, String.join(", ", suggestions));
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
