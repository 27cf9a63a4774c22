package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trtdoctor.check.Catalogue;
import io.trtdoctor.check.Check;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtherCommandsTest {
  private static final String MODEL = "src/test/resources/models/silu.onnx";
  private static final String CACHE = "src/test/resources/recordings/trt-8.6.1/effvit.calib.cache";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inspect " + MODEL,
        "inspect " + MODEL + " --trace m1",
        "cache show " + CACHE,
        "cache check " + CACHE,
        "cache check " + CACHE + " " + MODEL,
        "cache diff " + CACHE + " " + CACHE,
        "explain",
        "explain calibrator-no-batches",
        "explain verbose-log",
        "env"
      })
  void withJsonStandardOutputHoldsOneObjectAlone(String line) throws Exception {
    Tool tool = Tool.run((line + " --json").split(" "));

    assertThat(new ObjectMapper().readTree(tool.out()).get("schemaVersion").asInt()).isEqualTo(1);
    assertThat(tool.err()).isEmpty();
  }

  @Test
  void inspectListsLayersAndTensors() throws Exception {
    JsonNode json = new ObjectMapper().readTree(Tool.run("inspect", MODEL, "--json").out());

    assertThat(json.get("layers")).hasSizeGreaterThan(8);
    assertThat(json.get("tensors").findValuesAsText("name")).contains("input", "c0", "m2");
    assertThat(Tool.run("inspect", MODEL).out()).contains("Conv", "Sigmoid", "fp32");
  }

  @Test
  void aTraceGoesFromTheTensorBackThroughItsLayers() {
    Tool tool = Tool.run("inspect", MODEL, "--trace", "m0", "--cache", CACHE);

    assertThat(tool.exitCode()).isZero();
    assertThat(tool.out()).startsWith("tensor m0: ").contains("Mul");
  }

  @Test
  void aTraceOfATensorThatIsNotThereIsAUsageError() {
    Tool tool = Tool.run("inspect", MODEL, "--trace", "nowhere");

    assertThat(tool.exitCode()).isEqualTo(2);
    assertThat(tool.err()).contains("nowhere");
  }

  @Test
  void cacheShowListsEveryEntryWithItsScale() {
    assertThat(Tool.run("cache", "show", CACHE).out())
        .contains("TRT-8601-EntropyCalibration2", "0.0356571", "input");
  }

  @Test
  void aCacheOfAnotherNetworkIsAFault() {
    Tool tool = Tool.run("cache", "check", CACHE, MODEL);

    assertThat(tool.exitCode()).isEqualTo(10);
    assertThat(tool.out()).contains("another network's");
  }

  @Test
  void aSoundCacheIsNoFault() {
    assertThat(Tool.run("cache", "check", CACHE).exitCode()).isZero();
  }

  @Test
  void cacheDiffTellsWhatChanged(@TempDir Path folder) throws Exception {
    Path before = cache(folder, "before", "a: 3d000000\nb: 3d000000\n");
    Path after = cache(folder, "after", "a: 3d800000\nc: 3d000000\n");

    JsonNode json =
        new ObjectMapper()
            .readTree(
                Tool.run("cache", "diff", before.toString(), after.toString(), "--json").out());

    assertThat(json.at("/onlyInFirst/0/tensor").asText()).isEqualTo("b");
    assertThat(json.at("/onlyInSecond/0/tensor").asText()).isEqualTo("c");
    assertThat(json.at("/changes/0/ratio").asDouble()).isEqualTo(2.0);
  }

  private static Path cache(Path folder, String name, String entries) throws Exception {
    return Files.writeString(folder.resolve(name), "TRT-8601-EntropyCalibration2\n" + entries);
  }

  @Test
  void explainAloneListsEveryCause() {
    String list = Tool.run("explain").out();

    assertThat(Catalogue.all()).extracting(Check::cause).allMatch(c -> list.contains(c.id()));
  }

  @Test
  void explainSuggestsTheCauseThatWasMeant() {
    Tool tool = Tool.run("explain", "calibrator-nobatches");

    assertThat(tool.exitCode()).isEqualTo(2);
    assertThat(tool.err()).contains("Did you mean calibrator-no-batches");
  }

  @Test
  void envNamesTheJavaItRunsIn() {
    assertThat(Tool.run("env").out()).contains(System.getProperty("java.version"));
  }

  @Test
  void theWarmUpRunsTheToolSilently() {
    Tool tool = Tool.run("warm-up");

    assertThat(tool.exitCode()).isZero();
    assertThat(tool.out() + tool.err()).isEmpty();
  }
}
