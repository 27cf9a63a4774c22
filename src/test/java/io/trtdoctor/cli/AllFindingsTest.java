package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands print for all logs that we have. */
class AllFindingsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh"})
  void everyLogGivesFindingsThatFitTheSchema(String language) throws IOException {
    List<String> logs = logs();
    Stream<String> options = Stream.of("triage", "--json", "--lang", language);

    Tool tool = Tool.run(Stream.concat(options, logs.stream()).toArray(String[]::new));

    JsonNode json = MAPPER.readTree(tool.out());
    String schema = Files.readString(Path.of("docs/findings.schema.json"));
    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(schema)
                .validate(json))
        .isEmpty();
    assertThat(json.at("/builds").size()).isGreaterThanOrEqualTo(logs.size());
    assertThat(json.at("/language").asText()).isEqualTo(language);
  }

  private static List<String> logs() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources"))) {
      return files
          .map(Path::toString)
          .filter(file -> file.contains("recordings") || file.contains("field-logs"))
          .filter(file -> file.endsWith(".log") || file.endsWith(".log.gz"))
          .sorted()
          .toList();
    }
  }
}
