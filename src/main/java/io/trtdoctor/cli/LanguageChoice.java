package io.trtdoctor.cli;

import io.trtdoctor.error.UsageException;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Message;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The language to speak: {@code --lang}, else the locale's. */
final class LanguageChoice {
  private static final String OPTION = "--lang";
  private static final List<String> LOCALE_VARIABLES = List.of("LC_ALL", "LC_MESSAGES", "LANG");

  private LanguageChoice() {}

  /**
   * What the option says, if it is there and says something we speak; else what the locale says.
   */
  static Language of(String[] args, Map<String, String> environment) {
    return asked(args).flatMap(LanguageChoice::named).orElse(ofLocale(environment));
  }

  /**
   * Refuses a language that we do not speak.
   *
   * @throws UsageException if {@code --lang} names one
   */
  static void check(String... args) {
    asked(args)
        .filter(tag -> named(tag).isEmpty())
        .ifPresent(
            tag -> {
              throw new UsageException(Message.of("cli.usage.language", tag));
            });
  }

  private static Optional<String> asked(String... args) {
    Optional<String> last = Optional.empty();
    for (int i = 0; i < args.length; i++) {
      if (args[i].startsWith(OPTION + "=")) {
        last = Optional.of(args[i].substring(OPTION.length() + 1));
      } else if (args[i].equals(OPTION) && i + 1 < args.length) {
        last = Optional.of(args[i + 1]);
      }
    }
    return last;
  }

  private static Optional<Language> named(String tag) {
    return Arrays.stream(Language.values())
        .filter(language -> language.tag().equals(tag.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  private static Language ofLocale(Map<String, String> environment) {
    return LOCALE_VARIABLES.stream()
        .map(name -> environment.getOrDefault(name, ""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .filter(value -> value.toLowerCase(Locale.ROOT).startsWith("zh"))
        .map(value -> Language.ZH)
        .orElse(Language.EN);
  }
}
