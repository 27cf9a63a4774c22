package io.trtdoctor.experiment;

import io.trtdoctor.text.Message;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Several messages as one. */
final class Listed {
  private static final int MOST = 5;

  private Listed() {}

  /** Those put in by name, or if they are most, all others. */
  static <T> Message some(List<T> all, Set<T> putIn, Function<T, String> name) {
    boolean most = putIn.size() > all.size() / 2;
    List<String> named =
        all.stream().filter(candidate -> putIn.contains(candidate) != most).map(name).toList();
    if (named.isEmpty()) {
      return Message.of(most ? "experiment.setting.all" : "experiment.setting.no-one");
    }
    return Message.of(most ? "experiment.setting.all-but" : "experiment.setting.only", of(named));
  }

  /** Separated by commas; of many the first ones and how many more. */
  static Message of(List<?> parts) {
    List<?> shown = parts.subList(0, Math.min(MOST, parts.size()));
    Message all =
        shown.stream()
            .map(part -> Message.of("experiment.listed.one", part))
            .reduce((first, next) -> Message.of("experiment.listed", first, next))
            .orElseGet(() -> Message.of("experiment.none"));
    return parts.size() > MOST
        ? Message.of("experiment.listed.more", all, parts.size() - MOST)
        : all;
  }
}
