package io.trtdoctor.text;

import java.util.List;

/**
 * Something to say, not yet in words.
 *
 * <p>The part of the key before the first dot names the catalogue, for example {@code
 * causes.no-calibrator.title} is looked up in {@code causes_en.properties}. Arguments replace
 * {@code {0}}, {@code {1}} and so on; an argument may itself be a message.
 */
public record Message(String key, List<Object> args) {
  public Message {
    if (key.indexOf('.') <= 0) {
      throw new IllegalArgumentException("a message key is CATALOGUE.NAME, not " + key);
    }
    args = List.copyOf(args);
  }

  public static Message of(String key, Object... args) {
    return new Message(key, List.of(args));
  }
}
