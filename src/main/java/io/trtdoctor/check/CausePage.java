package io.trtdoctor.check;

import io.trtdoctor.finding.Remedy;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Message;
import io.trtdoctor.text.Texts;
import java.util.List;

/**
 * The catalogue's page for one cause: what happens, how it is known, what to do.
 *
 * <p>{@code explain} prints it, and {@code docs/causes} holds it for reading without the tool.
 */
public final class CausePage {
  private final Cause cause;

  private CausePage(Cause cause) {
    this.cause = cause;
  }

  public static CausePage of(Cause cause) {
    return new CausePage(cause);
  }

  /** The page in Markdown, in one language, with a line break at its end. */
  public String markdown(Language language) {
    Texts texts = Texts.in(language);
    MarkdownPage page = new MarkdownPage();
    page.heading(1, texts.render(cause.text("title")));
    page.paragraph("`" + cause.id() + "`");
    page.paragraph(texts.render(cause.text("what")));
    section(page, texts, "evidence");
    section(page, texts, "against");
    section(page, texts, "settle");
    consequences(page, texts);
    remedies(page, texts);
    page.heading(2, texts.text("guides.cause.sources"));
    page.list(cause.sources());
    return page.text();
  }

  private void section(MarkdownPage page, Texts texts, String part) {
    page.heading(2, texts.text("guides.cause." + part));
    page.paragraph(texts.render(cause.text(part)));
  }

  private void consequences(MarkdownPage page, Texts texts) {
    if (!cause.explains().isEmpty()) {
      page.heading(2, texts.text("guides.cause.explains"));
      page.list(cause.explains().stream().sorted().map(CausePage::link).toList());
    }
  }

  private static String link(String id) {
    return "[`" + id + "`](" + id + ".md)";
  }

  private void remedies(MarkdownPage page, Texts texts) {
    List<Remedy> remedies = cause.remedies().stream().map(Remedies::of).toList();
    if (remedies.isEmpty()) {
      return;
    }
    page.heading(2, texts.text("guides.cause.remedies"));
    for (int i = 0; i < remedies.size(); i++) {
      Remedy remedy = remedies.get(i);
      page.heading(3, (i + 1) + ". " + texts.render(remedy.title()));
      remedy
          .snippets()
          .forEach(
              (tool, snippet) -> {
                page.paragraph(texts.render(Message.of("guides.tool." + tool.tag())));
                page.code(codeLanguage(tool), snippet);
              });
    }
  }

  private static String codeLanguage(Remedy.Tool tool) {
    return switch (tool) {
      case TRTEXEC, POLYGRAPHY -> "sh";
      case PYTHON -> "python";
      case CPP -> "cpp";
    };
  }
}
