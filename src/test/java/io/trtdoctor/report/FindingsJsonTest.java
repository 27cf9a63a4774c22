package io.trtdoctor.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.ValidationMessage;
import io.trtdoctor.text.Language;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FindingsJsonTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Path SCHEMA = Path.of("docs/findings.schema.json");

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

  @ParameterizedTest
  @MethodSource("samples")
  void whatIsWrittenFitsTheSchemaAndHasNoFieldThatItLacks(CaseReport report) throws IOException {
    assertThat(Schemas.closed(SCHEMA).validate(json(report))).isEmpty();
  }

  static Stream<Arguments> wrongOnes() {
    return Stream.of(
        wrong("another version", json -> json.put("schemaVersion", 2)),
        wrong("no verdict", json -> json.remove("verdict")),
        wrong("no build", json -> json.putArray("builds")),
        wrong("an unknown status", json -> verdict(json).put("status", "broken")),
        wrong("no cause although one is named", json -> verdict(json).putNull("cause")),
        wrong("no certainty although a cause is named", json -> verdict(json).putNull("certainty")),
        wrong("a cause although healthy", json -> verdict(json).put("status", "healthy")),
        wrong("a cause's title for its id", json -> finding(json).put("cause", "No batches")),
        wrong("an unknown certainty", json -> finding(json).put("certainty", "sure")),
        wrong("evident without evidence", json -> finding(json).putArray("evidence")),
        wrong("evidence without its line", json -> evidence(json).remove("line")),
        wrong("a line number as text", json -> evidence(json).put("line", "5296")),
        wrong("a negative line", json -> evidence(json).put("line", -1)),
        wrong("an unknown subject", json -> subject(json).put("kind", "weight")),
        wrong("a subject without its node", json -> subject(json).remove("onnxNode")),
        wrong("a snippet for an unknown tool", json -> snippets(json).put("bash", "true")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongOnes")
  void theSchemaRejects(String what, Consumer<ObjectNode> change) throws IOException {
    ObjectNode json = (ObjectNode) json(SampleDiagnoses.noBatches(Language.EN));
    change.accept(json);

    Set<ValidationMessage> complaints = Schemas.of(SCHEMA).validate(json);
    assertThat(complaints).as(what).isNotEmpty();
  }

  @Test
  void aNamedCauseStandsInTheVerdictWithItsCertainty() throws IOException {
    JsonNode verdict = json(SampleDiagnoses.noBatches(Language.EN)).get("verdict");

    assertThat(verdict.get("status").asText()).isEqualTo("cause-named");
    assertThat(verdict.get("cause").asText()).isEqualTo("calibrator-no-batches");
    assertThat(verdict.get("certainty").asText()).isEqualTo("evident");
  }

  @Test
  void aHealthyCaseHasNullForCauseAndCertainty() throws IOException {
    JsonNode verdict = json(SampleDiagnoses.healthy(Language.EN)).get("verdict");

    assertThat(verdict.get("cause").isNull()).isTrue();
    assertThat(verdict.get("certainty").isNull()).isTrue();
  }

  @Test
  void aPhaseWhoseTimeIsNotKnownHasNullSeconds() throws IOException {
    JsonNode phases =
        json(SampleDiagnoses.noBatches(Language.EN)).get("builds").get(0).get("phases");

    assertThat(phases.get(4).get("seconds").asDouble()).isEqualTo(7.358e-06);
    assertThat(phases.get(5).get("seconds").isNull()).isTrue();
  }

  @Test
  void whatIsProvedByWhichProbesCanBeReadByPrograms() throws IOException {
    JsonNode experiment = json(SampleExperiments.proved(Language.EN)).get("experiment");

    assertThat(experiment.at("/proofs/0/failing").asInt()).isEqualTo(1);
    assertThat(experiment.at("/proofs/0/passing").asInt()).isEqualTo(3);
    assertThat(experiment.at("/probes/0/settings/0").asText()).isEqualTo("as given");
    assertThat(experiment.at("/isolations/2/culprits/1/0/name").asText()).isEqualTo("b");
  }

  @Test
  void aFallbackNamesItsFilesInTheCaseFolder() throws IOException {
    JsonNode fallbacks = json(SampleExperiments.proved(Language.EN)).at("/experiment/fallbacks");

    assertThat(fallbacks.at("/1/files/0").asText()).isEqualTo("fallback-fp16/trtexec.sh");
    assertThat(fallbacks.at("/3/comparison").asBoolean()).isTrue();
    assertThat(fallbacks.at("/3/files")).isEmpty();
  }

  @Test
  void aDifferenceThatIsNoNumberIsNull() throws IOException {
    JsonNode fallbacks = json(SampleExperiments.proved(Language.EN)).at("/experiment/fallbacks");

    assertThat(fallbacks.at("/0/difference/relativeL2").isNull()).isTrue();
    assertThat(fallbacks.at("/4/difference/maxAbsolute").isNull()).isTrue();
    assertThat(fallbacks.at("/0/difference/topOneAgreement").isNull()).isTrue();
  }

  @Test
  void withoutProbesThereIsNoExperiment() throws IOException {
    assertThat(json(SampleDiagnoses.healthy(Language.EN)).get("experiment").isNull()).isTrue();
  }

  @Test
  void namesStayAsTheyWereFound() throws IOException {
    JsonNode subject = json(SampleDiagnoses.hostile(Language.EN)).at("/findings/0/subjects/0/name");

    assertThat(subject.asText()).isEqualTo(SampleDiagnoses.HOSTILE);
  }

  @Test
  void sentencesAreInTheLanguageAskedFor() throws IOException {
    assertThat(json(SampleDiagnoses.noBatches(Language.ZH)).at("/verdict/summary").asText())
        .startsWith("校准器");
  }

  @Test
  void theTextEndsWithALineFeedAndHasNoCarriageReturn() {
    String text = FindingsJson.of(SampleDiagnoses.healthy(Language.EN).diagnosis(), Language.EN);

    assertThat(text).endsWith("}\n").doesNotContain("\r");
  }

  private static Arguments wrong(String what, Consumer<ObjectNode> change) {
    return Arguments.of(what, change);
  }

  private static ObjectNode verdict(ObjectNode json) {
    return (ObjectNode) json.get("verdict");
  }

  private static ObjectNode finding(ObjectNode json) {
    return (ObjectNode) json.at("/findings/0");
  }

  private static ObjectNode evidence(ObjectNode json) {
    return (ObjectNode) json.at("/findings/0/evidence/0");
  }

  private static ObjectNode subject(ObjectNode json) {
    return (ObjectNode) json.at("/findings/0/subjects/0");
  }

  private static ObjectNode snippets(ObjectNode json) {
    return (ObjectNode) json.at("/findings/0/remedies/0/snippets");
  }

  private static JsonNode json(CaseReport report) throws IOException {
    return MAPPER.readTree(FindingsJson.of(report.diagnosis(), report.language()));
  }
}
