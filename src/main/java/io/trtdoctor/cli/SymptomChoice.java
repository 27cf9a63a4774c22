package io.trtdoctor.cli;

import io.trtdoctor.error.UsageException;
import io.trtdoctor.experiment.AccuracySymptom.Metric;
import io.trtdoctor.experiment.DeathSymptom;
import io.trtdoctor.experiment.MessageSymptom;
import io.trtdoctor.experiment.Symptom;
import io.trtdoctor.text.Message;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The value of {@code --symptom}. */
sealed interface SymptomChoice {
  String ACCURACY = "accuracy:";

  /** One that an outcome shows by itself. */
  record Shown(Symptom symptom) implements SymptomChoice {}

  /** Outputs further from a reference than the threshold allows. */
  record Accuracy(Metric metric, double threshold) implements SymptomChoice {}

  /**
   * {@code crash}, {@code hang}, {@code accuracy:THRESHOLD} (relative L2 norm), {@code
   * accuracy:METRIC:THRESHOLD}, or a regular expression.
   *
   * @throws UsageException if it makes no sense
   */
  static SymptomChoice parse(String value) {
    return value.startsWith(ACCURACY)
        ? accuracy(value, value.substring(ACCURACY.length()).split(":", -1))
        : new Shown(shown(value));
  }

  /**
   * Likewise without accuracy, for which there has to be a reference.
   *
   * @throws UsageException if it is no regular expression
   */
  static Symptom shown(String value) {
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

  private static Accuracy accuracy(String value, String... words) {
    String tag = words.length == 1 ? Metric.REL_L2.tag() : words[0];
    return Arrays.stream(Metric.values())
        .filter(metric -> words.length <= 2 && metric.tag().equals(tag))
        .findFirst()
        .map(metric -> new Accuracy(metric, threshold(value, words[words.length - 1])))
        .orElseThrow(() -> wrong(value));
  }

  private static double threshold(String value, String number) {
    try {
      double threshold = Double.parseDouble(number);
      if (Double.isFinite(threshold)) {
        return threshold;
      }
    } catch (NumberFormatException e) {
      throw new UsageException(Message.of("cli.bisect.accuracy", value), e);
    }
    throw wrong(value);
  }

  private static UsageException wrong(String value) {
    return new UsageException(Message.of("cli.bisect.accuracy", value));
  }
}
