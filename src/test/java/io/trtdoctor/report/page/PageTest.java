package io.trtdoctor.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trtdoctor.report.CaseReport;
import io.trtdoctor.report.HostileNames;
import io.trtdoctor.report.SampleDiagnoses;
import io.trtdoctor.report.SampleExperiments;
import io.trtdoctor.report.html.HtmlReport;
import io.trtdoctor.text.Language;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The report in each of its states, in Chromium; skipped where that is not installed. What it looks
 * like is left in {@code target/screenshots}.
 */
@Tag("browser")
class PageTest {
  private static final Path SCREENSHOTS = Path.of("target/screenshots");
  private static final String COMPARED = "compared";
  private static final int NARROW = 320;
  private static final int WIDE = 1280;
  private static final int FIRST_SCREEN = 800;
  private static final int SCROLLED_FAR = 8_000;
  private static final Map<String, Path> PAGES = new LinkedHashMap<>();

  private static Browser browser;

  @BeforeAll
  static void open(@TempDir Path folder) {
    Optional<String> missing = Browser.missing();
    missing.ifPresent(
        what ->
            System.out.println(
                "Tests of the report in a browser are skipped: no "
                    + what
                    + " on PATH. On Debian: apt-get install chromium chromium-driver"));
    assumeTrue(missing.isEmpty(), () -> "no " + missing.orElse("") + " on PATH");
    Stream.concat(pages(), Stream.of("long-network_en"))
        .forEach(name -> PAGES.put(name, written(name, folder)));
    browser = Browser.start();
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void beAnOrdinaryReader() {
    browser.allowScripts(true);
    browser.prefer("light");
    browser.console();
    browser.requests();
  }

  private static Map<String, CaseReport> states(Language language) {
    Map<String, CaseReport> states = new LinkedHashMap<>();
    states.put("healthy", SampleDiagnoses.healthy(language));
    states.put("cause-named", SampleDiagnoses.noBatches(language));
    states.put("proved", SampleExperiments.proved(language));
    states.put("not-reproduced", SampleExperiments.notReproduced(language));
    states.put("hostile", SampleExperiments.named(language, HostileNames.together()));
    return states;
  }

  static Stream<String> pages() {
    return Stream.of(Language.values())
        .flatMap(
            l ->
                Stream.concat(states(l).keySet().stream(), Stream.of(COMPARED))
                    .map(state -> state + "_" + l.tag()));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void nothingIsRequestedAndTheConsoleIsSilent(String page) {
    browser.open(PAGES.get(page), WIDE);
    browser.unfold();

    assertThat(browser.console()).isEmpty();
    assertThat(browser.requests()).containsExactly(PAGES.get(page).toUri().toString());
    browser.photograph(SCREENSHOTS.resolve(page + "-light-1280.png"), FIRST_SCREEN);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void nothingHasToBeScrolledSideways(String page) {
    for (int width : List.of(NARROW, WIDE)) {
      browser.open(PAGES.get(page), width);
      browser.unfold();

      assertThat(overhang()).as("pixels beyond %s", width).isLessThanOrEqualTo(0);
    }
  }

  private static long overhang() {
    return (Long)
        browser.ask(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void axeFindsNothingSeriousInEitherColourScheme(String page) {
    browser.open(PAGES.get(page), WIDE);
    browser.unfold();

    assertThat(browser.seriousFaults()).as("light").isEmpty();
    browser.prefer("dark");
    assertThat(browser.lowContrasts()).as("dark").isEmpty();
    browser.photograph(SCREENSHOTS.resolve(page + "-dark-1280.png"), FIRST_SCREEN);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyCopyButtonCopiesWhatStandsBesideIt(String page) {
    browser.open(PAGES.get(page), WIDE);
    browser.unfold();
    Object wrong =
        browser.ask(
            """
            const copied = [];
            navigator.clipboard.writeText = text => { copied.push(text); return Promise.resolve(); };
            const buttons = [...document.querySelectorAll("button.copy")];
            const wanted = buttons.map(b => b.parentElement.querySelector("pre").textContent);
            buttons.forEach(button => button.click());
            return JSON.stringify(wanted) === JSON.stringify(copied) && !buttons.some(b => b.hidden) ? [] : [wanted, copied];
            """);

    assertThat((List<?>) wrong).isEmpty();
    browser.await(
        "return [...document.querySelectorAll('button.copy')]"
            + ".every(button => button.textContent === button.dataset.done)");
    assertThat(browser.console()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void withoutScriptsEverythingThatMattersIsThere(String page) {
    browser.open(PAGES.get(page), NARROW);
    String withScripts = words();
    browser.allowScripts(false);
    browser.open(PAGES.get(page), NARROW);

    assertThat(browser.ask("return document.querySelectorAll('button:not([hidden])').length"))
        .isEqualTo(0L);
    assertThat(browser.ask("return document.querySelector('h1').offsetHeight > 0")).isEqualTo(true);
    assertThat(words()).isEqualTo(withScripts);
    browser.photograph(SCREENSHOTS.resolve(page + "-no-scripts-320.png"), SCROLLED_FAR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cause-named_en", "cause-named_zh"})
  void withoutScriptsAHistogramFoldsOutWithItsThreshold(String page) {
    browser.allowScripts(false);
    browser.open(PAGES.get(page), WIDE);
    browser.unfold();

    assertThat(
            browser.ask(
                """
                return [...document.querySelectorAll("details.histogram svg")]
                  .every(svg => svg.getBoundingClientRect().height > 0 && svg.querySelector(".threshold"))
                  && document.querySelectorAll("details.histogram svg").length;
                """))
        .isEqualTo(2L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"proved_en", "proved_zh"})
  void wordsInTheTablesFollowTheLanguageOfThePage(String page) {
    browser.open(PAGES.get(page), WIDE);
    switchTo("zh");
    assertThat(cellsOfTheTables()).contains("否", "激活").doesNotContain("no", "activation");
    assertThat(cellsOfTheTables()).anyMatch(cell -> cell.startsWith("由 "));

    switchTo("en");
    assertThat(cellsOfTheTables()).contains("no", "activation").doesNotContain("否");
    assertThat(cellsOfTheTables()).anyMatch(cell -> cell.startsWith("named by "));
  }

  private static void switchTo(String language) {
    browser.ask(
        "document.querySelector('button.language[data-language=' + arguments[0] + ']').click()",
        language);
    browser.await("return document.documentElement.lang.startsWith('" + language + "')");
    browser.unfold();
    browser.await("return document.querySelectorAll('.table-view td').length > 0");
    browser.await(
        "return [...document.querySelectorAll('.table-view')].every(view => view.firstChild)");
  }

  @SuppressWarnings("unchecked")
  private static List<String> cellsOfTheTables() {
    return (List<String>)
        browser.ask(
            "return [...document.querySelectorAll('.table-view td')].map(td => td.textContent)");
  }

  @Test
  void theWidePictureFoldsOutWithTheFaultInSight() {
    browser.open(PAGES.get("long-network_en"), NARROW);
    browser.unfold();

    browser.await("return document.querySelector('details.wide .scroll').scrollTop > 0");
    assertThat(
            browser.ask(
                """
                const frame = document.querySelector("details.wide .scroll").getBoundingClientRect();
                const fault = document.querySelector("details.wide .faulty rect").getBoundingClientRect();
                return fault.top > frame.top && fault.bottom < frame.bottom;
                """))
        .isEqualTo(true);
    assertThat(overhang()).isLessThanOrEqualTo(0);
  }

  @Test
  void theWidePictureNeedsNoScripts() {
    browser.allowScripts(false);
    browser.open(PAGES.get("long-network_en"), WIDE);
    browser.unfold();

    assertThat(
            browser.ask(
                "return document.querySelectorAll('details.wide .layer .frame').length > 250"
                    + " && document.querySelector('details.wide svg').clientHeight > 5000"))
        .isEqualTo(true);
  }

  /** The text without what only scripts bring: buttons, tables and logs kept as data. */
  private static String words() {
    browser.ask(
        """
        for (const sort of document.querySelectorAll(".sort")) sort.replaceWith(...sort.childNodes);
        const brought = "button, noscript, .languages, .table-bar, .table-view, .log-view";
        for (const element of document.querySelectorAll(brought)) element.remove();
        """);
    return browser.visibleText();
  }

  private static Path written(String name, Path folder) {
    String state = name.substring(0, name.indexOf('_'));
    Language language = name.endsWith("zh") ? Language.ZH : Language.EN;
    Path file = folder.resolve(name + ".html");
    try (Writer out = Files.newBufferedWriter(file)) {
      if (state.equals("long-network")) {
        new HtmlReport().write(SampleDiagnoses.inALongNetwork(language), out);
      } else if (state.equals(COMPARED)) {
        out.write(SampleComparisons.hostile().in(language));
      } else {
        new HtmlReport().write(states(language).get(state), out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }
}
