package io.trtdoctor.stored;

import io.trtdoctor.error.DoctorException;
import io.trtdoctor.fallback.Fallback;
import io.trtdoctor.fallback.FallbackJson;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Message;
import io.trtdoctor.text.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The fallbacks that a case has written down, in folders of their own. */
final class Fallbacks {
  private static final String FILE = "fallback.json";

  private Fallbacks() {}

  /** What each is worth, by its title; files that are something else are passed over. */
  static Map<String, String> of(StoredCase stored) {
    Map<String, String> facts = new LinkedHashMap<>();
    all(stored).forEach(fallback -> facts.put(english(fallback), worth(fallback)));
    return facts;
  }

  /** Their titles for people, by those in English. */
  static Map<String, Message> titles(StoredCase stored) {
    Map<String, Message> titles = new LinkedHashMap<>();
    all(stored).forEach(fallback -> titles.put(english(fallback), fallback.title()));
    return titles;
  }

  private static List<Fallback> all(StoredCase stored) {
    return stored.files().stream()
        .filter(file -> file.endsWith(FILE))
        .flatMap(file -> read(stored.folder().resolve(file)).stream())
        .toList();
  }

  private static String english(Fallback fallback) {
    return Texts.in(Language.EN).render(fallback.title());
  }

  private static Optional<Fallback> read(Path file) {
    try {
      return Optional.of(FallbackJson.read(Files.readString(file)))
          .filter(fallback -> Texts.in(Language.EN).knows(fallback.title()));
    } catch (IOException | DoctorException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String worth(Fallback fallback) {
    StringBuilder worth = new StringBuilder("layers lifted: " + fallback.lifted().size());
    fallback.latencyMs().ifPresent(ms -> worth.append(String.format(Locale.ROOT, ", %.4f ms", ms)));
    fallback
        .difference()
        .ifPresent(error -> worth.append(String.format(Locale.ROOT, ", rel. L2 %.3g", error)));
    return worth.toString();
  }
}
