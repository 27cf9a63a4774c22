package io.trtdoctor.text;

import java.util.Locale;

/** A language that every message and the report exist in. */
public enum Language {
  EN,
  ZH;

  /** The tag used on the command line, in file names and in HTML: {@code en} or {@code zh}. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
