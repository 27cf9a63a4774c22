package io.trtdoctor.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/** Puts messages into words in one language. */
public final class Texts {
  private static final Texts ENGLISH = new Texts(Language.EN);
  private static final Texts CHINESE = new Texts(Language.ZH);

  private final Language language;
  private final Map<String, Properties> catalogues = new ConcurrentHashMap<>();

  private Texts(Language language) {
    this.language = language;
  }

  public static Texts in(Language language) {
    return switch (language) {
      case EN -> ENGLISH;
      case ZH -> CHINESE;
    };
  }

  public Language language() {
    return language;
  }

  /**
   * The message in words.
   *
   * @throws IllegalArgumentException if the catalogue lacks the key, which is a bug of ours
   */
  public String render(Message message) {
    String pattern =
        pattern(message.key())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no text for " + message.key() + " in " + language.tag()));
    Object[] words =
        message.args().stream()
            .map(argument -> argument instanceof Message nested ? render(nested) : argument)
            .toArray();
    return fill(pattern, words);
  }

  /** The text for a key without arguments, or for its short form {@link #render(Message)}. */
  public String text(String key, Object... args) {
    return render(Message.of(key, args));
  }

  /** The raw pattern for a key, empty if the catalogue has none. */
  public Optional<String> pattern(String key) {
    String catalogue = key.substring(0, key.indexOf('.'));
    return Optional.ofNullable(catalogues.computeIfAbsent(catalogue, this::load).getProperty(key));
  }

  /** The pattern with {@code {0}}, {@code {1}} and so on replaced once; other braces stay. */
  static String fill(String pattern, Object... words) {
    if (pattern.indexOf('{') < 0) {
      return pattern;
    }
    StringBuilder out = new StringBuilder(pattern.length() + 64);
    for (int i = 0; i < pattern.length(); i++) {
      int word = placeholderAt(pattern, i);
      if (word >= 0 && word < words.length) {
        out.append(words[word]);
        i += 2;
      } else {
        out.append(pattern.charAt(i));
      }
    }
    return out.toString();
  }

  private static int placeholderAt(String pattern, int i) {
    if (i + 2 >= pattern.length() || pattern.charAt(i) != '{' || pattern.charAt(i + 2) != '}') {
      return -1;
    }
    int digit = pattern.charAt(i + 1) - '0';
    return digit <= 9 ? digit : -1;
  }

  private Properties load(String catalogue) {
    String resource = catalogue + "_" + language.tag() + ".properties";
    Properties properties = new Properties();
    try (InputStream in = Texts.class.getResourceAsStream(resource)) {
      if (in != null) {
        properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the catalogue " + resource, e);
    }
    return properties;
  }
}
