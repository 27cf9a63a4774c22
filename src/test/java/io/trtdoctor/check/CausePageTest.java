package io.trtdoctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.text.Language;
import io.trtdoctor.text.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds docs/causes to what the catalogue says; {@code -Dtrtdoctor.update=true} writes it anew. */
class CausePageTest {
  private static final Path DOCS = Path.of("docs", "causes");
  private static final boolean UPDATE = Boolean.getBoolean("trtdoctor.update");

  private record Page(Path file, String text) {
    @Override
    public String toString() {
      return file.toString();
    }
  }

  static Stream<Page> pages() {
    List<Page> pages = new ArrayList<>();
    for (Language language : Language.values()) {
      Path folder = language == Language.EN ? DOCS : DOCS.resolve(language.tag());
      pages.add(new Page(folder.resolve("README.md"), index(language)));
      Catalogue.all().stream()
          .map(Check::cause)
          .map(c -> new Page(folder.resolve(c.id() + ".md"), CausePage.of(c).markdown(language)))
          .forEach(pages::add);
      Guide.all().stream()
          .map(g -> new Page(folder.resolve(g.id() + ".md"), g.markdown(language)))
          .forEach(pages::add);
    }
    return pages.stream();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void theCommittedPageIsTheGeneratedOne(Page page) throws IOException {
    if (UPDATE) {
      Files.createDirectories(page.file.getParent());
      Files.writeString(page.file, page.text);
    }

    assertThat(page.file).hasContent(page.text);
  }

  @Test
  void thereIsNoPageWithoutACause() throws IOException {
    List<Path> expected = pages().map(Page::file).sorted().toList();
    try (Stream<Path> files = Files.walk(DOCS)) {
      assertThat(files.filter(Files::isRegularFile).sorted().toList()).isEqualTo(expected);
    }
  }

  private static String index(Language language) {
    Texts texts = Texts.in(language);
    MarkdownPage page = new MarkdownPage();
    page.heading(1, texts.text("guides.causes.title"));
    page.paragraph(texts.text("guides.causes.intro"));
    List<String> entries = new ArrayList<>();
    Catalogue.all().stream()
        .map(Check::cause)
        .sorted(Comparator.comparing(Cause::id))
        .map(c -> "[`" + c.id() + "`](" + c.id() + ".md): " + texts.render(c.text("title")))
        .forEach(entries::add);
    Guide.all().stream()
        .map(
            g ->
                "[`"
                    + g.id()
                    + "`]("
                    + g.id()
                    + ".md): "
                    + texts.text("guides." + g.id() + ".title"))
        .forEach(entries::add);
    page.list(entries);
    return page.text();
  }
}
