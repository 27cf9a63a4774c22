package io.trtdoctor.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code scripts/spoil_cache.py} on a network of two convolutions with a branch beside the second.
 */
class SpoilCacheTest {
  private static final String NETWORK =
      """
      {"inputs": ["x"], "outputs": ["s"], "layers": [
        {"operator": "Conv", "computesIndices": false, "inputs": ["x", "w"], "outputs": ["c"]},
        {"operator": "Relu", "computesIndices": false, "inputs": ["c"], "outputs": ["r"]},
        {"operator": "Conv", "computesIndices": false, "inputs": ["r", "w"], "outputs": ["d"]},
        {"operator": "Relu", "computesIndices": false, "inputs": ["d"], "outputs": ["e"]},
        {"operator": "Mul", "computesIndices": false, "inputs": ["r", "e"], "outputs": ["m"]},
        {"operator": "Relu", "computesIndices": false, "inputs": ["m"], "outputs": ["t"]},
        {"operator": "Softmax", "computesIndices": false, "inputs": ["t"], "outputs": ["s"]}]}
      """;

  private static final List<String> CACHE =
      List.of(
          "TRT-8601-EntropyCalibration2",
          "x: 3f800000",
          "c: 3f800000",
          "r: 3f800000",
          "d: 3f800000",
          "e: 3f800000",
          "w: 0",
          "t: 40000000");

  @TempDir private Path folder;

  @BeforeEach
  void writeInputs() throws Exception {
    assumeThat(
            Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, "python3"))))
        .as("there is no python3 here")
        .isTrue();
    Files.writeString(folder.resolve("network.json"), NETWORK);
    Files.write(folder.resolve("good.cache"), CACHE);
  }

  private int spoil(int count) throws Exception {
    return new ProcessBuilder(
            "python3",
            "-B",
            Path.of("scripts/spoil_cache.py").toAbsolutePath().toString(),
            "good.cache",
            "bad.cache",
            "--network",
            "network.json",
            "--count",
            Integer.toString(count))
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("said").toFile())
        .start()
        .waitFor();
  }

  @Test
  void scalesOfTensorsThatAllWaysLeadThroughBecomeAThousandTimesTooLarge() throws Exception {
    assertThat(spoil(2)).isZero();

    List<String> expected = new ArrayList<>(CACHE);
    expected.set(3, "r: 447a0000");
    expected.set(7, "t: 44fa0000");
    assertThat(Files.readAllLines(folder.resolve("bad.cache"))).isEqualTo(expected);
    assertThat(Files.readAllLines(folder.resolve("said"))).containsExactly("r", "t");
  }

  @Test
  void aNetworkWithTooFewSuchTensorsIsRefused() throws Exception {
    assertThat(spoil(3)).isEqualTo(1);

    assertThat(folder.resolve("said"))
        .content()
        .contains("expected at least 3")
        .contains("found 2");
  }
}
