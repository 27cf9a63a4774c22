package io.trtdoctor.finding;

import java.util.Locale;
import java.util.Optional;

/**
 * Something a finding is about; {@code onnxNode} is the node it comes from, where that is known.
 */
public record Subject(Kind kind, String name, Optional<String> onnxNode) {
  /** What kind of thing it is. */
  public enum Kind {
    TENSOR,
    LAYER,
    CACHE_ENTRY,
    BATCH,
    FILE,
    SETTING;

    public String tag() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public static Subject of(Kind kind, String name) {
    return new Subject(kind, name, Optional.empty());
  }
}
