package io.trtdoctor.graph;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** The text of a recorded build. */
record Recording(String text) {
  static Recording of(String name) {
    try (InputStream in = Recording.class.getResourceAsStream("/recordings/" + name)) {
      InputStream plain = name.endsWith(".gz") ? new GZIPInputStream(in) : in;
      return new Recording(new String(plain.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first group of every match of the expression, in order. */
  List<String> all(String expression) {
    return matches(expression).stream().map(match -> match.group(1)).toList();
  }

  List<MatchResult> matches(String expression) {
    return Pattern.compile(expression).matcher(text).results().toList();
  }
}
