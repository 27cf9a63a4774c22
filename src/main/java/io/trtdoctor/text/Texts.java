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
import java.util.function.Function;
import java.util.stream.Collectors;

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
    Object[] words = message.args().stream().map(this::word).toArray();
    return fill(pattern, words);
  }

  /** Whether there is a text for a message of unknown origin, and for those within. */
  public boolean knows(Message message) {
    return message.key().indexOf('.') > 0
        && pattern(message.key()).isPresent()
        && message.args().stream()
            .allMatch(argument -> !(argument instanceof Message nested) || knows(nested));
  }

  /** Numbers are written as TensorRT writes them: {@code 6.373e-6}. */
  private Object word(Object argument) {
    if (argument instanceof Message nested) {
      return render(nested);
    }
    return argument instanceof Double || argument instanceof Float
        ? argument.toString().replace('E', 'e')
        : argument;
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

  /** All patterns of a catalogue by key; empty if there is no such catalogue. */
  public Map<String, String> patterns(String catalogue) {
    Properties properties = catalogues.computeIfAbsent(catalogue, this::load);
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toUnmodifiableMap(Function.identity(), properties::getProperty));
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
