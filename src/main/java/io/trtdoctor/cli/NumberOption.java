package io.trtdoctor.cli;

import io.trtdoctor.error.UsageException;
import io.trtdoctor.text.Message;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** Options whose value is a number. */
final class NumberOption {
  private NumberOption() {}

  /**
   * A number that is not negative.
   *
   * @throws UsageException if the value is something else
   */
  static int of(ParseResult line, String option, int otherwise) {
    return of(line, option).orElse(otherwise);
  }

  /** Likewise, empty if the option is not given. */
  static Optional<Integer> of(ParseResult line, String option) {
    String text = line.matchedOptionValue(option, null);
    if (text == null) {
      return Optional.empty();
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= 0) {
        return Optional.of(number);
      }
    } catch (NumberFormatException e) {
      throw wrong(option, text);
    }
    throw wrong(option, text);
  }

  private static UsageException wrong(String option, String text) {
    return new UsageException(Message.of("cli.usage.no-number", option, text));
  }
}
