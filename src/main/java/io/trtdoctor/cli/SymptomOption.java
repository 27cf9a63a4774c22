package io.trtdoctor.cli;

import io.trtdoctor.error.UsageException;
import io.trtdoctor.experiment.DeathSymptom;
import io.trtdoctor.experiment.MessageSymptom;
import io.trtdoctor.experiment.Symptom;
import io.trtdoctor.text.Message;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The value of {@code --symptom}: {@code crash}, {@code hang} or a regular expression. */
final class SymptomOption {
  private SymptomOption() {}

  /**
   * The symptom.
   *
   * @throws UsageException if it is no regular expression
   */
  static Symptom parse(String value) {
    return switch (value) {
      case "crash" -> DeathSymptom.CRASH;
      case "hang" -> DeathSymptom.HANG;
      default -> new MessageSymptom(pattern(value));
    };
  }

  private static Pattern pattern(String value) {
    try {
      return Pattern.compile(value);
    } catch (PatternSyntaxException e) {
      throw new UsageException(
          Message.of("cli.usage.no-pattern", "--symptom", value, e.getDescription()), e);
    }
  }
}
