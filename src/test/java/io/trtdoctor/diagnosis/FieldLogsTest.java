package io.trtdoctor.diagnosis;

import static io.trtdoctor.finding.Certainty.EVIDENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trtdoctor.finding.Verdict;
import io.trtdoctor.finding.Verdict.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Public reports: what the log alone can make of each, against what its thread came to. */
class FieldLogsTest {
  private static final Path FOLDER = Path.of("src/test/resources/field-logs");
  private static final String NO_FAULT = "no fault";

  private record Report(String log, Set<String> right, boolean evident) {
    @Override
    public String toString() {
      return log;
    }
  }

  static List<Report> reports() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(FieldLogsTest::report)
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("reports")
  void noWrongCauseIsEvident(Report report) {
    Verdict verdict = verdict(report);

    boolean evident = verdict.certainty().filter(EVIDENT::equals).isPresent();
    assertThat(evident && !isRight(report)).as("%s", verdict).isFalse();
  }

  @ParameterizedTest
  @MethodSource("reports")
  void whatALogCanOnlyMakePossibleIsNotCalledEvident(Report report) {
    assertThat(report.evident() || !verdict(report).certainty().equals(Optional.of(EVIDENT)))
        .isTrue();
  }

  @Test
  void nineOfTenEvidentReportsGetTheirCauseFirst() throws IOException {
    List<Report> evident = reports().stream().filter(Report::evident).toList();

    assertThat(evident.stream().filter(FieldLogsTest::isRight).count() * 10)
        .as("%s", evident.stream().filter(report -> !isRight(report)).toList())
        .isGreaterThanOrEqualTo(evident.size() * 9L);
  }

  @ParameterizedTest
  @MethodSource("reports")
  void theOthersAreRightPossibleOrUndetermined(Report report) {
    Verdict verdict = verdict(report);

    assertThat(isRight(report) || verdict.status() == Status.UNDETERMINED)
        .as("%s", verdict)
        .isTrue();
  }

  private static boolean isRight(Report report) {
    Verdict verdict = verdict(report);
    return verdict.status() == Status.HEALTHY
        ? report.right().contains(NO_FAULT)
        : verdict.cause().filter(report.right()::contains).isPresent();
  }

  private static Verdict verdict(Report report) {
    return LogBench.worst("field-logs/" + report.log()).verdict();
  }

  private static Report report(Path file) {
    JsonNode json = read(file);
    Set<String> right = new HashSet<>(Set.of(json.get("cause").asText()));
    json.get("also_right").forEach(node -> right.add(node.isNull() ? NO_FAULT : node.asText()));
    String log = file.getFileName().toString().replace(".json", ".log");
    return new Report(log, right, json.get("from_this_log").asText().equals("evident"));
  }

  private static JsonNode read(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
