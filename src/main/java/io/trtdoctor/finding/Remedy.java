package io.trtdoctor.finding;

import io.trtdoctor.text.Message;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Something the user can do, with a snippet to copy for each tool it can be done in. */
public record Remedy(String id, Message title, Map<Tool, String> snippets) {
  /** A tool or language that snippets are written for, in the order they are shown. */
  public enum Tool {
    TRTEXEC,
    PYTHON,
    CPP,
    POLYGRAPHY;

    public String tag() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Remedy {
    Map<Tool, String> ordered = new EnumMap<>(Tool.class);
    ordered.putAll(snippets);
    snippets = Collections.unmodifiableMap(ordered);
  }
}
