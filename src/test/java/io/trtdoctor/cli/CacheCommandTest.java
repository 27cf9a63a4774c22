package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheCommandTest {
  private static final String MODEL = "src/test/resources/models/silu.onnx";
  private static final String HEADER = "TRT-8601-EntropyCalibration2\n";

  /** As TensorRT 8.6.1 wrote it for the model. */
  private static final String WHOLE =
      HEADER
          + "input: 3d0598b1\nc0: 3d1e6ad0\ns0: 3c001fa9\nm0: 3cd1336e\nc1: 3d8fedc1\n"
          + "s1: 3c0092fd\nm1: 3d259ee3\nc2: 3d9d54c3\ns2: 3c0109c8\nm2: 3d69dea2\n"
          + "output: 3d69dea2\n";

  @TempDir private Path folder;

  @Test
  void showNamesLayerAndNodeOfEachEntry() throws IOException {
    String cache = file("whole.cache", WHOLE);

    assertThat(Tool.run("cache", "show", cache, MODEL).out())
        .contains("LAYER", "NODE")
        .containsPattern("0.0255372 +±3.24323 +Mul +m0 +");
    JsonNode entry = json("cache", "show", cache, MODEL, "--json").get("entries").get(1);
    assertThat(entry.get("layer").asText()).isEqualTo("Conv");
    assertThat(entry.get("range").asDouble()).isEqualTo(127.0 * Float.intBitsToFloat(0x3d1e6ad0));
  }

  @Test
  void checkTellsWhoIsToReadTheCache() throws IOException {
    Tool tool =
        Tool.run(
            "cache check --trt 10.6 --calibrator minmax".concat(" " + file("c", WHOLE)).split(" "));

    assertThat(tool.exitCode()).isEqualTo(10);
    assertThat(tool.out()).contains("10.6.0", "IInt8MinMaxCalibrator");
    assertThat(Tool.run("cache", "check", file("d", WHOLE), "--trt", "8.6").exitCode()).isZero();
  }

  @Test
  void checkListsWhatNamesMayHaveChangedTo() throws IOException {
    String renamed = file("renamed.cache", WHOLE.replaceAll("\n(?=.)", "\nnet/"));

    JsonNode json = json("cache", "check", renamed, MODEL, "--json");

    assertThat(json.get("possibleRenames")).hasSizeGreaterThanOrEqualTo(10);
    assertThat(json.get("possibleRenames").get(1).get("now").asText()).isEqualTo("c0");
    assertThat(Tool.run("cache", "check", renamed, MODEL).out()).contains("net/c0 -> c0");
  }

  @Test
  void repairWithRenameMakesTheCacheFit() throws IOException {
    String renamed = file("renamed.cache", WHOLE.replaceAll("\n(?=.)", "\nnet/"));
    Path out = folder.resolve("good.cache");

    Tool tool = Tool.run("cache", "repair", renamed, MODEL, "--rename", "--out", out.toString());

    assertThat(tool.exitCode()).isZero();
    assertThat(tool.out()).contains("renamed to c0 (possible");
    assertThat(out).hasContent(WHOLE);
    assertThat(Tool.run("cache", "check", out.toString(), MODEL).exitCode()).isZero();
  }

  @Test
  void mergeFillsTheGapsOfAPartialCache() throws IOException {
    String part = file("part.cache", HEADER + "input: 3d0598b1\nc0: 3d1e6ad0\n");
    Path out = folder.resolve("merged.cache");

    JsonNode json =
        json("cache", "merge", part, file("whole.cache", WHOLE), "--out", out.toString(), "--json");

    assertThat(json.get("steps")).hasSize(9);
    assertThat(json.get("steps").get(0).get("kind").asText()).isEqualTo("added-from-cache");
    assertThat(out).hasContent(WHOLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ranges.json", "ranges.csv"})
  void rangesGiveTheCacheBackByteForByte(String name) throws IOException {
    String ranges = folder.resolve(name).toString();
    String back = folder.resolve("back.cache").toString();

    Tool.run("cache", "to-ranges", file("whole.cache", WHOLE), "--out", ranges);
    Tool tool = Tool.run("cache", "from-ranges", ranges, "--header", HEADER.strip(), "--out", back);

    assertThat(tool.exitCode()).isZero();
    assertThat(Files.readString(Path.of(back))).isEqualTo(WHOLE);
  }

  @Test
  void aFileThatIsThereIsReplacedOnlyByForce() throws IOException {
    String cache = file("whole.cache", WHOLE);
    String there = file("there.csv", "mine");

    Tool tool = Tool.run("cache", "to-ranges", cache, "--out", there);

    assertThat(tool.exitCode()).isEqualTo(2);
    assertThat(tool.err()).contains("--force");
    assertThat(Path.of(there)).hasContent("mine");
    Tool.run("cache", "to-ranges", cache, "--out", there, "--force");
    assertThat(Files.readString(Path.of(there))).startsWith("tensor,min,max\n");
  }

  @Test
  void repairWithoutOutWritesNothing() throws IOException {
    String bad = file("bad.cache", HEADER + "a: 7fc00000\nb: 3d000000\n");

    assertThat(Tool.run("cache", "repair", bad).err()).contains("--out");
    assertThat(Path.of(bad)).hasContent(HEADER + "a: 7fc00000\nb: 3d000000\n");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void aTensorThatManyLayersReadCountsMoreInTheDiff() throws IOException {
    String old = file("old.cache", HEADER + "c0: 3d000000\nm0: 3d000000\n");
    String now = file("new.cache", HEADER + "c0: 3d800000\nm0: 3e000000\n");

    assertThat(json("cache", "diff", old, now, "--json").at("/changes/0/tensor").asText())
        .isEqualTo("m0");
    JsonNode change = json("cache", "diff", old, now, MODEL, "--json").at("/changes/1");
    assertThat(change.get("readers").asInt() * change.get("bits").asDouble()).isEqualTo(2);
  }

  @Test
  void twentyThousandEntriesAreNoTrouble() throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    for (int i = 0; i < 20_000; i++) {
      text.append("/block.").append(i).append("/Conv_output_0: 3d");
      text.append(String.format("%06x\n", i));
    }
    String large = file("large.cache", text.toString());
    String ranges = folder.resolve("large.csv").toString();

    assertThat(Tool.run("cache", "check", large, MODEL).exitCode()).isEqualTo(10);
    assertThat(Tool.run("cache", "to-ranges", large, "--out", ranges).exitCode()).isZero();
    assertThat(Tool.run("cache", "from-ranges", ranges, "--header", HEADER.strip()).out())
        .isEqualToIgnoringWhitespace(text.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cache merge one",
        "cache check one --before " + MODEL,
        "cache check one --trt newest",
        "cache check one --calibrator best",
        "cache repair one --rename",
        "cache to-ranges one --format yaml",
        "cache from-ranges plain.json"
      })
  void whatMakesNoSenseIsAUsageError(String line) throws IOException {
    String whole = file("one", WHOLE);
    String plain = file("plain.json", "{\"a\": 1}");

    Tool tool = Tool.run(line.replace("one", whole).replace("plain.json", plain).split(" "));

    assertThat(tool.exitCode()).isEqualTo(2);
    assertThat(tool.err()).hasLineCount(1).doesNotContain("Exception");
  }

  @Test
  void aHeaderThatTensorRtDoesNotWriteIsBadInput() throws IOException {
    String plain = file("plain.json", "{\"header\": \"nonsense\", \"ranges\": []}");

    assertThat(Tool.run("cache", "from-ranges", plain).exitCode()).isEqualTo(3);
    assertThat(Tool.run("cache", "from-ranges", "nowhere.json").exitCode()).isEqualTo(3);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static JsonNode json(String... words) throws IOException {
    return new ObjectMapper().readTree(Tool.run(words).out());
  }
}
