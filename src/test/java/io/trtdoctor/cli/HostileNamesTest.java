package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trtdoctor.console.RecordingConsole;
import io.trtdoctor.report.CaseReport;
import io.trtdoctor.report.CaseWriter;
import io.trtdoctor.report.HostileCase;
import io.trtdoctor.report.MarkdownReport;
import io.trtdoctor.report.html.HtmlReport;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import picocli.CommandLine.ParseResult;

/** Every writer, with one name in every place where a name can stand. */
class HostileNamesTest {
  private static final String PLAIN_NAME = "conv1";
  private static final String STARTS_A_FORMULA = "=+-@\t\r";

  private static final Pattern NUMBER = Pattern.compile("-[\\d.]+(e-?\\d+)?");

  /** What shows as nothing or makes other text show wrongly. */
  private static final Pattern UNSEEN =
      Pattern.compile(
          "[\\x00-\\x08\\x0B-\\x1F\\x7F-\\x9F\\u200B\\u200E\\u200F\\u061C\\u202A-\\u202E\\u2066-\\u2069"
              + "\\uFEFF\\uFFFE\\uFFFF]");

  /** A fold's title, which is HTML. */
  private static final Pattern SUMMARY = Pattern.compile("<summary>[^<\\n]*</summary>");

  private static final Pattern CODE = Pattern.compile("(?s)(?<![`\\\\])(`+)(?!`).*?(?<!`)\\1(?!`)");

  private static final Map<String, Path> WRITTEN = new HashMap<>();

  @TempDir private static Path folder;

  @ParameterizedTest
  @FieldSource("io.trtdoctor.report.HostileNames#ALL")
  void theCaseFolderStaysWhereItBelongs(String name) throws IOException {
    Path written = written(name);

    assertThat(written.getParent()).isEqualTo(folder);
    assertThat(written.getFileName().toString()).matches("[\\p{L}\\p{N}._ -]{1,200}");
  }

  @ParameterizedTest
  @FieldSource("io.trtdoctor.report.HostileNames#ALL")
  void htmlHasNoElementFromAName(String name) throws IOException {
    String html = Files.readString(written(name).resolve("report.html"));
    Document page = Jsoup.parse(html);
    Document plain = Jsoup.parse(written(PLAIN_NAME).resolve("report.html"));

    for (String tag : List.of("script", "style", "svg", "img", "iframe", "object", "h2", "form")) {
      assertThat(page.select(tag)).as(tag).hasSameSizeAs(plain.select(tag));
    }
    assertThat(page.getAllElements())
        .allMatch(e -> e.attributes().asList().stream().noneMatch(a -> a.getKey().startsWith("on")))
        .allMatch(e -> e.attr("href").isEmpty() || e.attr("href").startsWith("#"));
    assertThat(html).doesNotContainPattern(UNSEEN);
  }

  @ParameterizedTest
  @FieldSource("io.trtdoctor.report.HostileNames#ALL")
  void markdownHasNoTagAndNoLinkFromANameAndFitsAnIssue(String name) throws IOException {
    String text = Files.readString(written(name).resolve("report.md"));
    String outsideCode = CODE.matcher(SUMMARY.matcher(text).replaceAll("")).replaceAll("");

    assertThat(text).hasSizeLessThan(MarkdownReport.GITHUB_LIMIT).doesNotContainPattern(UNSEEN);
    assertThat(outsideCode)
        .doesNotContainPattern("(?<!\\\\)<(?!/?details>)")
        .doesNotContainPattern("(?<!\\\\)\\]\\(")
        .doesNotContain("@someone", "\n# third");
  }

  @ParameterizedTest
  @FieldSource("io.trtdoctor.report.HostileNames#ALL")
  void jsonKeepsNamesAsTheyWereFound(String name) throws IOException {
    JsonNode findings = json(written(name), "findings.json");

    assertThat(findings.at("/findings/0/subjects/0/name").asText()).isEqualTo(encodable(name));
    assertThat(json(written(name), "case.json").at("/inputs/0/name").asText())
        .isEqualTo(encodable(name));
  }

  @ParameterizedTest
  @FieldSource("io.trtdoctor.report.HostileNames#ALL")
  void noCellOfACsvTableIsAFormula(String name) throws IOException {
    Path written = written(name);
    for (String table : List.of("tensors.csv", "layers.csv")) {
      try (CSVParser rows =
          CSVParser.parse(Files.readString(written.resolve(table)), CSVFormat.RFC4180)) {
        List<CSVRecord> records = rows.getRecords();
        assertThat(records).as(table).hasSizeGreaterThan(1);
        assertThat(records.stream().flatMap(row -> row.stream()))
            .noneMatch(HostileNamesTest::isFormula);
        assertThat(records.get(1).stream()).anyMatch(cell -> cell.endsWith(encodable(name)));
      }
    }
  }

  @ParameterizedTest
  @FieldSource("io.trtdoctor.report.HostileNames#ALL")
  void sarifShowsNothingThatCannotBeSeen(String name) throws IOException {
    JsonNode run = json(written(name), "findings.sarif").at("/runs/0");

    assertThat(run.findValuesAsText("text")).noneMatch(t -> UNSEEN.matcher(t).find());
    assertThat(run.findValuesAsText("markdown")).noneMatch(t -> UNSEEN.matcher(t).find());
    assertThat(run.findValuesAsText("name")).noneMatch(t -> UNSEEN.matcher(t).find());
    assertThat(run.findValuesAsText("uri")).allMatch(uri -> uri.matches("[\\w.~%:/-]*"));
  }

  @ParameterizedTest
  @FieldSource("io.trtdoctor.report.HostileNames#ALL")
  void junitIsWellFormedAndHasNoCaseFromAName(String name) throws Exception {
    String xml = Files.readString(written(name).resolve("junit.xml"));
    org.w3c.dom.Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(xml)));

    NodeList cases = document.getElementsByTagName("testcase");
    assertThat(cases.getLength()).isEqualTo(6);
    assertThat(document.getElementsByTagName("failure").getLength()).isEqualTo(6);
    assertThat(xml).doesNotContainPattern(UNSEEN);
  }

  @ParameterizedTest
  @FieldSource("io.trtdoctor.report.HostileNames#ALL")
  void theTerminalShowsNoLineAndNoEscapeFromAName(String name) {
    String shown = shown(name);

    assertThat(shown).doesNotContainPattern(UNSEEN).doesNotContain("\t", "\r");
    assertThat(shown.lines().count()).isEqualTo(shown(PLAIN_NAME).lines().count());
    assertThat(shown.lines()).noneMatch(line -> line.strip().startsWith("cause: forged"));
  }

  private static boolean isFormula(String cell) {
    return !cell.isEmpty()
        && STARTS_A_FORMULA.indexOf(cell.charAt(0)) >= 0
        && !NUMBER.matcher(cell).matches();
  }

  private static String shown(String name) {
    RecordingConsole console = new RecordingConsole();
    Session session =
        new Session(
            console, Texts.in(Language.EN), InputStream.nullInputStream(), Map.of("NO_COLOR", "1"));
    String[] args = {"diagnose", "model.onnx"};
    ParseResult line = CommandTree.of(args).parse(args).subcommand();
    DiagnosisPrinter.print(report(name), line, session);
    return console.results() + console.remarks();
  }

  private static CaseReport report(String name) {
    return HostileCase.of(Language.EN, name);
  }

  /** The case folder, which is written once for each name. */
  private static Path written(String name) {
    return WRITTEN.computeIfAbsent(
        name, n -> new CaseWriter(new HtmlReport()).write(folder, report(n), out -> {}));
  }

  private static JsonNode json(Path written, String file) throws IOException {
    return new ObjectMapper().readTree(Files.readString(written.resolve(file)));
  }

  /** What UTF-8 can hold of it. */
  private static String encodable(String name) {
    return name.replace('\uD800', '?');
  }
}
