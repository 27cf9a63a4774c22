package io.trtdoctor.stored;

import io.trtdoctor.error.DoctorException;
import io.trtdoctor.fallback.Fallback;
import io.trtdoctor.fallback.FallbackJson;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
    for (Path file : stored.files()) {
      if (file.endsWith(FILE)) {
        read(stored.folder().resolve(file))
            .ifPresent(
                fallback ->
                    facts.put(Texts.in(Language.EN).render(fallback.title()), worth(fallback)));
      }
    }
    return facts;
  }

  private static Optional<Fallback> read(Path file) {
    try {
      return Optional.of(FallbackJson.read(Files.readString(file)));
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
