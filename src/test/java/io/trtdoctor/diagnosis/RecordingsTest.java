package io.trtdoctor.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.BuildDiagnosis;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class RecordingsTest {
  /** {@code expected.csv} says for each recording what the README's table says. */
  @ParameterizedTest
  @CsvFileSource(resources = "/recordings/expected.csv", numLinesToSkip = 1)
  void theLogAloneGivesTheVerdictOfTheTable(String recording, String expected) {
    List<BuildDiagnosis> builds = LogBench.judge("recordings/" + recording + ".log.gz");

    assertThat(builds).hasSize(1);
    assertThat(builds.get(0).verdict().cause().orElse(builds.get(0).verdict().status().tag()))
        .as("%s", builds.get(0).findings())
        .isEqualTo(expected);
  }
}
