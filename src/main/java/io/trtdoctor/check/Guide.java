package io.trtdoctor.check;

import io.trtdoctor.text.Language;
import io.trtdoctor.text.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of advice that belongs to no cause, for example how to get a verbose log.
 *
 * <p>Its words are the texts {@code guides.ID.} of the message catalogue: {@code title}, {@code
 * intro} and for each part {@code PART.title} and {@code PART.text}. The snippets are in the
 * resource {@code guides/ID.txt}, where a line {@code --- PART LANGUAGE} begins each part; the
 * parts come in that order.
 */
public final class Guide {
  private static final Pattern PART = Pattern.compile("(?m)^--- ([a-z-]+) ([a-z]+)\\R");

  private final String id;

  private Guide(String id) {
    this.id = id;
  }

  /** Every guide there is. */
  public static List<Guide> all() {
    return List.of(new Guide("verbose-log"));
  }

  /** The guide of that name. */
  public static Optional<Guide> find(String id) {
    return all().stream().filter(guide -> guide.id.equals(id)).findFirst();
  }

  public String id() {
    return id;
  }

  /** The page in Markdown, in one language, with a line break at its end. */
  public String markdown(Language language) {
    Texts texts = Texts.in(language);
    MarkdownPage page = new MarkdownPage();
    page.heading(1, texts.text(key("title")));
    page.paragraph(texts.text(key("intro")));
    String snippets = snippets();
    Matcher part = PART.matcher(snippets);
    boolean more = part.find();
    while (more) {
      String name = part.group(1);
      String codeLanguage = part.group(2);
      int from = part.end();
      more = part.find();
      page.heading(2, texts.text(key(name + ".title")));
      page.paragraph(texts.text(key(name + ".text")));
      page.code(
          codeLanguage, snippets.substring(from, more ? part.start() : snippets.length()).strip());
    }
    return page.text();
  }

  private String key(String part) {
    return "guides." + id + "." + part;
  }

  private String snippets() {
    try (InputStream in = Guide.class.getResourceAsStream("guides/" + id + ".txt")) {
      if (in == null) {
        throw new IllegalStateException("there is no guide " + id);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the guide " + id, e);
    }
  }
}
