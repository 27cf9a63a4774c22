package io.trtdoctor.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.report.CaseReport;
import io.trtdoctor.report.EmbeddedLog;
import io.trtdoctor.report.SampleDiagnoses;
import io.trtdoctor.report.SampleExperiments;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Texts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlReportTest {
  private static final HtmlReport HTML = new HtmlReport();

  static Stream<CaseReport> samples() {
    return Stream.of(Language.values())
        .flatMap(
            language ->
                Stream.of(
                    SampleDiagnoses.noBatches(language),
                    SampleDiagnoses.hostile(language),
                    SampleExperiments.proved(language),
                    SampleExperiments.hostile(language),
                    SampleExperiments.notReproduced(language),
                    SampleDiagnoses.constraintWithoutKernel(language),
                    SampleDiagnoses.undetermined(language),
                    SampleDiagnoses.healthy(language)));
  }

  @Test
  void aBuildThatIsInOrderHasNoEmptyHeadings() {
    Document page = page(SampleDiagnoses.healthy(Language.EN));

    assertThat(page.select(".verdict h2")).isEmpty();
  }

  @Test
  void theVerdictComesBeforeEverythingElse() {
    Document page = page(SampleDiagnoses.noBatches(Language.EN));

    assertThat(page.select("h1, h2").get(0).tagName()).isEqualTo("h1");
    assertThat(page.select(".verdict .status").text()).contains("Cause named").contains("Evident");
    assertThat(page.select(".verdict .summary").text()).startsWith("The calibrator handed over no");
    assertThat(page.select(".verdict .first").text()).contains("get_batch");
  }

  @Test
  void theEvidenceIsMarkedAmongTheLinesAroundIt() {
    Document page = page(SampleDiagnoses.noBatches(Language.EN));
    Element evidence = page.select("section[aria-labelledby=evidence]").get(0);

    assertThat(evidence.select(".ln")).hasSize(7);
    assertThat(evidence.select(".ln.hit .no").eachText())
        .containsExactly("evidence 5296", "evidence 5297");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aNameThatIsHtmlShowsAsText(CaseReport report) {
    Document page = page(report);

    assertThat(page.select("script:not([type])")).hasSize(1);
    assertThat(page.select("script:not([type])").get(0).data()).doesNotContain("alert");
    assertThat(page.select("script[type]"))
        .allMatch(packed -> packed.data().matches("[A-Za-z0-9+/]+=*"));
    assertThat(page.getAllElements())
        .allMatch(
            e -> e.attributes().asList().stream().noneMatch(a -> a.getKey().startsWith("on")));
  }

  @Test
  void aHostileNameIsReadableInTextPictureAndTable() {
    Document page = page(SampleDiagnoses.hostile(Language.EN));

    assertThat(page.select("svg text").eachText()).contains(SampleDiagnoses.HOSTILE);
    assertThat(page.select("svg title").eachText()).contains(SampleDiagnoses.HOSTILE);
    assertThat(page.select("td .name, th .name").eachText()).contains(SampleDiagnoses.HOSTILE);
    assertThat(page.select(".code code").text()).contains(SampleDiagnoses.HOSTILE);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void nothingIsFetchedFromAnywhere(CaseReport report) {
    Document page = page(report);

    assertThat(page.select("[src], link, iframe, object, embed, base, form")).isEmpty();
    assertThat(page.select("[href]").eachAttr("href")).allMatch(href -> href.startsWith("#"));
    assertThat(page.select("style").get(0).data()).doesNotContain("url(").doesNotContain("@import");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyLinkWithinThePageLeadsSomewhere(CaseReport report) {
    Document page = page(report);

    assertThat(page.select("[href]").eachAttr("href"))
        .allMatch(href -> page.getElementById(href.substring(1)) != null);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void idsAreUnique(CaseReport report) {
    List<String> ids = page(report).select("[id]").eachAttr("id");

    assertThat(ids).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void headingsDescendOneLevelAtATime(CaseReport report) {
    int level = 0;
    for (Element heading : page(report).select("h1, h2, h3, h4, h5, h6")) {
      int next = heading.tagName().charAt(1) - '0';
      assertThat(next).as(heading.text()).isLessThanOrEqualTo(level + 1);
      assertThat(next).as("one h1 only").isGreaterThan(level == 0 ? 0 : 1);
      level = next;
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void picturesHaveATitleOrAreHidden(CaseReport report) {
    Document page = page(report);

    assertThat(page.select("svg"))
        .allMatch(svg -> svg.attr("aria-hidden").equals("true") || isTitled(page, svg));
    assertThat(page.select("[tabindex]")).allMatch(e -> !e.attr("aria-label").isBlank());
    assertThat(page.select("section"))
        .allMatch(s -> page.getElementById(s.attr("aria-labelledby")) != null);
  }

  private static boolean isTitled(Document page, Element svg) {
    return svg.attr("role").equals("img")
        && Stream.of(svg.attr("aria-labelledby").split(" "))
            .allMatch(id -> !page.getElementById(id).text().isBlank());
  }

  @Test
  void thePolicyAllowsTheOneStyleSheetAndTheOneScriptAlone() throws Exception {
    Document page = page(SampleDiagnoses.noBatches(Language.EN));
    String policy = page.select("meta[http-equiv=Content-Security-Policy]").attr("content");

    assertThat(Set.of(policy.split("; ")))
        .containsExactlyInAnyOrder(
            "default-src 'none'",
            "style-src '" + hash(page.select("style").get(0).data()) + "'",
            "script-src '" + hash(page.select("script:not([type])").get(0).data()) + "'",
            "base-uri 'none'",
            "form-action 'none'");
    assertThat(page.select("[style]")).as("the policy forbids style attributes").isEmpty();
  }

  @Test
  void everythingCanBeReadWithScriptsOff() {
    Document page = page(SampleDiagnoses.noBatches(Language.EN));

    assertThat(page.select("button")).allMatch(button -> button.hasAttr("hidden"));
    assertThat(page.select("[hidden]:not(button)")).isEmpty();
    assertThat(page.select(".tabs > input[checked]")).hasSameSizeAs(page.select(".tabs"));
  }

  @Test
  void everyToolOfARemedyHasItsSnippet() {
    Document page = page(SampleDiagnoses.noBatches(Language.EN));

    assertThat(page.select("#cause-r1 label").eachText())
        .containsExactly("Python", "C++", "Polygraphy");
    assertThat(page.select("#cause-r1 pre").get(0).text()).contains("class Calibrator");
  }

  @Test
  void aProofShowsBothProbesSideBySideWithTheirLogs() {
    Document page = page(SampleExperiments.proved(Language.EN));
    Element proof = page.select("section[aria-labelledby=proof]").get(0);
    Element failing = proof.select(".side.fails").get(0);
    Element passing = proof.select(".side.passes").get(0);

    assertThat(page.select(".verdict .chip").text()).isEqualTo("Proved");
    assertThat(failing.select("h4").text()).isEqualTo("Probe 1 ✕ fails");
    assertThat(failing.select(".value").text()).isEqualTo("batches handed over: none");
    assertThat(failing.select(".ln.hit").text()).contains("5341").contains("_Map_base::at");
    assertThat(passing.select("h4").text()).isEqualTo("Probe 3 ✓ passes");
    assertThat(passing.select(".value").text()).endsWith("2 batches from files");
    assertThat(page.select("section[aria-labelledby=proof] > details > ul").text())
        .contains("precision constraints; probe 2 fails");
  }

  @Test
  void whatProvesItStandsInTheVerdict() {
    assertThat(page(SampleExperiments.proved(Language.EN)).select(".verdict .known").text())
        .contains("Probes 1 and 3 differ in one setting alone, batches handed over")
        .contains("2 of 9 layers are to blame")
        .contains("any one of them left out it passes. A limit ended the search")
        .contains("the fastest: the layers to blame in FP16 (0.4 ms)");
  }

  @Test
  void theFirstScreenHasWhatToDoAndThePairThatProvesIt() {
    Element first = page(SampleExperiments.proved(Language.EN)).select(".first-screen").get(0);

    assertThat(first.select(".first").text())
        .contains("Build it with the layers to blame in FP16: 0.4 ms, outputs off by 1 %");
    assertThat(first.select(".first pre").text()).startsWith("trtexec --onnx=");
    assertThat(first.select(".side.fails .value").text())
        .isEqualTo("✕ fails batches handed over: none");
    assertThat(first.select(".side.passes .value").text()).endsWith("2 batches from files");
  }

  @Test
  void theFirstScreenHasTheLinesThatCarryItWhereNoProbeWasRun() {
    Element first = page(SampleDiagnoses.noBatches(Language.EN)).select(".first-screen").get(0);

    assertThat(first.select(".ln.hit")).isNotEmpty();
    assertThat(first.select("button.copy")).isNotEmpty();
  }

  @Test
  void everythingBelowTheFirstScreenFoldsOut() {
    Document page = page(SampleExperiments.proved(Language.EN));

    assertThat(page.select("main > section > *"))
        .isNotEmpty()
        .allMatch(e -> e.tagName().equals("details") && e.child(0).tagName().equals("summary"));
  }

  @Test
  void thePageHasTheOtherLanguageWithTheSamePartsInIt() throws Exception {
    Document page = page(SampleExperiments.proved(Language.EN));
    Document chinese = Jsoup.parse(unpacked(page.getElementById("page-zh").data()));

    assertThat(chinese.select("header").attr("data-lang")).isEqualTo("zh-CN");
    assertThat(chinese.select("h1").text()).isEqualTo("校准器没有提供任何 batch");
    assertThat(chinese.select("[id]").eachAttr("id"))
        .isEqualTo(page.select("#page [id]").eachAttr("id"));
  }

  @Test
  void everyTensorAndLayerIsInThePageAsATable() throws Exception {
    Document page = page(SampleDiagnoses.noBatches(Language.EN));
    String columns = page.select("[data-source=table-tensors]").attr("data-columns");
    String csv = unpacked(page.getElementById("table-tensors").data());

    assertThat(csv).startsWith("tensor,onnx_node");
    assertThat(columns.split("\n")).hasSize(csv.lines().findFirst().orElse("").split(",").length);
    assertThat(unpacked(page.getElementById("table-layers").data())).startsWith("layer,operator");
  }

  @Test
  void theWholeLogIsInThePageWhereItFitsAndNamedWhereItDoesNot() throws Exception {
    CaseReport report = SampleDiagnoses.noBatches(Language.EN);
    Document with = page(report.with(EmbeddedLog.of("build.log", gzip("first\nsecond\n"))));
    Document without = page(report.with(EmbeddedLog.elsewhere("build.log")));

    assertThat(unpacked(with.getElementById("log-data").data())).isEqualTo("first\nsecond\n");
    assertThat(with.select(".log-view").attr("data-file")).isEqualTo("build.log");
    assertThat(without.getElementById("log-data")).isNull();
    assertThat(without.select("section[aria-labelledby=log]").text()).contains("--embed-log");
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void aTemplateOfTheUsersOwnReplacesTheBuiltInOne(@TempDir Path folder) throws Exception {
    Files.writeString(
        folder.resolve("content.ftlh"), "<#ftl output_format=\"HTML\">${t(\"h.why\")}");
    Files.writeString(folder.resolve("report.css"), "h1 { color: teal }");
    StringWriter out = new StringWriter();
    HtmlReport.with(folder).write(SampleDiagnoses.noBatches(Language.EN), out);
    Document page = Jsoup.parse(out.toString());

    assertThat(page.select("#page").text()).isEqualTo("Why this is the cause");
    assertThat(page.select("style").get(0).data()).isEqualTo("h1 { color: teal }");
  }

  @ParameterizedTest
  @ValueSource(strings = {"${view.nothingOfTheKind()}", "<#if>"})
  void aTemplateThatDoesNotFitIsNamedWithItsFolder(String template, @TempDir Path folder)
      throws Exception {
    Files.writeString(folder.resolve("content.ftlh"), "<#ftl output_format=\"HTML\">" + template);

    assertThatThrownBy(
            () ->
                HtmlReport.with(folder)
                    .write(SampleDiagnoses.noBatches(Language.EN), new StringWriter()))
        .isInstanceOfSatisfying(
            BadInputException.class,
            e ->
                assertThat(Texts.in(Language.EN).render(e.explanation()))
                    .contains(folder.toString()));
  }

  private static String unpacked(String packed) throws IOException {
    byte[] bytes = Base64.getDecoder().decode(packed);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aFallbackSaysOverHowManySamplesItWasComparedAndWhatItsFilesCannotSay() {
    String fallbacks =
        page(SampleExperiments.proved(Language.EN))
            .select("section[aria-labelledby=fallbacks]")
            .text();

    assertThat(fallbacks).contains("Differences over 4 samples.").contains("What these files");
  }

  @Test
  void culpritsAreNamedAloneOrTogetherWithWhatLimitsTheAnswer() {
    String section =
        page(SampleExperiments.proved(Language.EN))
            .select("section[aria-labelledby=isolated]")
            .text();

    assertThat(section)
        .contains("2 of 9 layers are to blame; each is enough by itself.")
        .contains("only together: Layer c Layer d")
        .contains("Not monotone")
        .contains("The next probe would be: Does it fail with what is asked of 3 of the 9 layers?")
        .contains("Of 9 entries one mends it, by itself: m0.")
        .contains("Setting calibration cache")
        .doesNotContain("Of 9 settings one is to blame");
  }

  @Test
  void everyFileOfAFallbackCanBeCopied() {
    Document page = page(SampleExperiments.proved(Language.EN));
    Element fallback = page.select("section[aria-labelledby=fallbacks] details.card").get(1);

    assertThat(fallback.select("label").eachText()).containsExactly("trtexec.sh");
    assertThat(fallback.select("button.copy")).hasSize(1);
    assertThat(fallback.select("pre").text()).startsWith("trtexec --onnx=");
    assertThat(fallback.text()).contains("fallback-fp16");
  }

  @Test
  void fallbacksStandBesideWhatTheyAreComparedWith() {
    Document page = page(SampleExperiments.proved(Language.EN));
    Element table = page.select("section[aria-labelledby=fallbacks] table").get(0);

    assertThat(table.select("tbody").get(0).select("tr")).hasSize(3);
    assertThat(table.select("tbody").get(1).select("tr")).hasSize(3);
    assertThat(table.select("tr").get(2).text())
        .contains("fastest")
        .contains("most accurate")
        .contains("0.4 ms")
        .contains("× 0.50");
    assertThat(table.select("tr").get(3).text()).contains("does not avoid it");
  }

  @Test
  void everyProbeIsListedWithWhatItRulesOut() {
    Document page = page(SampleExperiments.proved(Language.EN));

    assertThat(page.select("table.probes tbody tr")).hasSize(6);
    assertThat(page.select("table.probes tbody tr").get(0).text())
        .contains("as given")
        .contains("proof, with probe 3: batches handed over");
    assertThat(page.select("table.probes tbody tr").get(1).text())
        .contains("rules out: precision constraints");
  }

  @Test
  void whatWasNotReproducedIsSaidBeforeAnythingElse() {
    Document page = page(SampleExperiments.notReproduced(Language.EN));

    assertThat(page.select(".verdict .known").text()).contains("does not show the symptom");
    assertThat(page.select("main h2").get(0).text()).isEqualTo("Experiments");
    assertThat(page.select("section[aria-labelledby=experiments]").text())
        .contains("does not show the symptom");
  }

  @Test
  void aMissingScaleIsMarkedByASignAndWordsToo() {
    Document page = page(SampleDiagnoses.noBatches(Language.EN));
    Element box = page.select("svg g.tensor.missing").get(0);

    assertThat(box.select(".badge-sign").text()).isEqualTo("✕");
    assertThat(box.select(".state").text()).isEqualTo("no scale found");
  }

  @Test
  void onlyTheBuildThatIsShownIsMarkedAmongSeveral() {
    Document page = page(SampleDiagnoses.constraintWithoutKernel(Language.EN));
    Element table = page.select("section[aria-labelledby=builds] tbody").get(0);

    assertThat(table.select("tr")).hasSize(2);
    assertThat(table.select("tr.shown .num").text()).isEqualTo("2401–3736");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void thePageSaysItsLanguage(CaseReport report) {
    String expected = report.language() == Language.EN ? "en" : "zh-CN";

    assertThat(page(report).select("html").attr("lang")).isEqualTo(expected);
  }

  @Test
  void theChinesePageHasNoEnglishHeadings() {
    Document page = page(SampleDiagnoses.noBatches(Language.ZH));

    assertThat(page.select("h2").eachText())
        .allMatch(h -> h.codePoints().anyMatch(HtmlReportTest::isHan));
  }

  private static boolean isHan(int c) {
    return Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
  }

  private static String hash(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }

  private static Document page(CaseReport report) {
    StringWriter out = new StringWriter();
    try {
      HTML.write(report, out);
      keepForTheEye(report, out.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Jsoup.parse(out.toString());
  }

  /** With {@code -Dreports.kept=FOLDER} the pages stay there, to be looked at in a browser. */
  private static void keepForTheEye(CaseReport report, String html) throws IOException {
    String folder = System.getProperty("reports.kept", "");
    if (!folder.isEmpty()) {
      String name =
          report.diagnosis().verdict().cause().orElse(report.diagnosis().verdict().status().tag());
      String hostile = html.contains("&lt;script&gt;") ? "-hostile" : "";
      Files.createDirectories(Path.of(folder));
      Files.writeString(
          Path.of(folder, name + hostile + "-" + report.language().tag() + ".html"), html);
    }
  }
}
