package io.trtdoctor.experiment;

import io.trtdoctor.text.Message;
import java.util.List;

/** Several messages as one. */
final class Listed {
  private static final int MOST = 5;

  private Listed() {}

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
