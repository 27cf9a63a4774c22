package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bisect} on a recording of a run on a GPU. */
class BisectCommandTest {
  private static final String EXPERIMENTS = "src/test/resources/experiments/";

  @TempDir private Path folder;

  private Tool overTheCache(String... more) {
    return overTheCacheOn("8.6", more);
  }

  private Tool overTheCacheOn(String line, String... more) {
    return Tool.run(
        Stream.concat(
                Stream.of(
                    "bisect",
                    "src/test/resources/models/silu.onnx",
                    "--over=cache",
                    "--int8",
                    "--cache=" + EXPERIMENTS + "silu-input-" + line + ".cache",
                    "--good-cache=" + EXPERIMENTS + "silu-whole-" + line + ".cache",
                    "--symptom=Could not find any implementation",
                    "--optimization-level=0",
                    "--backend=replay:" + EXPERIMENTS + "silu-cache-" + line + ".gz"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private Path caseFolder() throws Exception {
    try (Stream<Path> cases = Files.list(folder)) {
      return cases.findFirst().orElseThrow();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.6", "10.6"})
  void theEntryThatBreaksItAndTheOneThatMendsItAreNamed(String line) {
    Tool tool = overTheCacheOn(line);

    assertThat(tool.exitCode()).isEqualTo(10);
    assertThat(tool.out())
        .contains("Which entries of the cache are to blame: Of 10 entries one is to blame")
        .contains("Which entries of a good cache mend it: Of 10 entries one mends it");
  }

  @Test
  void aProbeOfWhatMendsSaysWhetherItFailsNotWhetherTheGuessHeld() {
    List<String> told = overTheCache().err().lines().toList();
    int mended = told.indexOf("Is it mended with 6 of the 10 entries as in the good cache?");

    assertThat(told.get(mended + 1)).contains("passes").contains("An engine came out.");
  }

  @Test
  void theCaseFolderHasTheEventsOfTheBuildThatShowsTheSymptom() throws Exception {
    overTheCache("--out", folder.toString());

    assertThat(Files.readString(caseFolder().resolve("log-events.jsonl")))
        .contains("Could not find any implementation");
  }

  @Test
  void theCaseFolderHasWhatWasFoundForPeopleAndForPrograms() throws Exception {
    overTheCache("--out", folder.toString());

    JsonNode json = new ObjectMapper().readTree(caseFolder().resolve("findings.json").toFile());
    assertThat(json.at("/experiment/isolations/1/culprits/0/0/name").asText()).isEqualTo("m0");
    assertThat(Files.readString(caseFolder().resolve("report.html")))
        .contains("Of 10 entries one is to blame, by itself: m0.");
  }
}
