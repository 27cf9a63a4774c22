package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.trtdoctor.calibration.CalibrationCacheReader;
import io.trtdoctor.calibrator.NetworkCalibration;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.graph.ParserTensors;
import io.trtdoctor.graph.TensorShapes;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.MadeTensor;
import io.trtdoctor.model.Scale;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.model.TensorRtVersion;
import io.trtdoctor.onnx.OnnxModel;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code calibrate} writes, against the caches of networks with one operator each. */
class RecordedOperatorsTest {
  private static final Path PACKED = Path.of("src/test/resources/parser/operators.zip");
  private static final Map<String, TensorRtVersion> LINES =
      Map.of("8.6", new TensorRtVersion(8, 6, 1), "10.6", new TensorRtVersion(10, 6, 0));

  /** 8.6 knows a softmax by a name of its own; its ONNX name is kept, for those who look for it. */
  private static final Map<String, Set<String>> KEPT = Map.of("Softmax-8.6", Set.of("o"));

  @TempDir private static Path folder;

  @BeforeAll
  static void unpack() throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(PACKED);
        Stream<Path> packed = Files.walk(zip.getPath("/"))) {
      for (Path file : packed.filter(Files::isRegularFile).toList()) {
        Path target = folder.resolve(file.toString().substring(1));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  static Stream<String> recordings() throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(PACKED);
        Stream<Path> packed = Files.list(zip.getPath("/"))) {
      return packed
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".cache"))
          .map(name -> name.substring(0, name.length() - ".cache".length()))
          .toList()
          .stream();
    }
  }

  private static String line(String recording) {
    return recording.substring(recording.lastIndexOf('-') + 1);
  }

  private static Path model(String recording) {
    return folder.resolve(recording.substring(0, recording.lastIndexOf('-')) + ".onnx");
  }

  private static Map<TensorName, Scale> recorded(String recording) {
    return CalibrationCacheReader.read(folder.resolve(recording + ".cache")).scales();
  }

  /** The tensors that an entry is written for. */
  private static Set<String> entries(String recording) {
    OnnxModel model = OnnxModel.read(model(recording));
    TensorShapes shapes = TensorShapes.of(NetworkGraph.of(model.network()), model.smallConstants());
    ParserTensors added = ParserTensors.of(model.network(), shapes, LINES.get(line(recording)));
    NetworkGraph graph = NetworkGraph.of(model.with(added.named()).network());
    return Stream.concat(
            NetworkCalibration.calibrated(graph).stream(),
            added.named().stream().map(MadeTensor::name))
        .map(TensorName::value)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyOperatorIsThereForBothLines() throws IOException {
    assertThat(recordings()).hasSize(177);
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void theEntriesAreThoseOfTensorRt(String recording) {
    Set<String> expected =
        recorded(recording).keySet().stream()
            .map(TensorName::value)
            .collect(Collectors.toCollection(TreeSet::new));
    expected.addAll(KEPT.getOrDefault(recording, Set.of()));

    assertThat(entries(recording)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "AveragePool-8.6,8.6.1",
    "DepthToSpace-8.6,8.6.1",
    "Gemm-10.6,10.6.0",
    "PadValue-10.6,10.6.0",
    "PRelu-8.6,8.6.1",
    "ReduceL2-8.6,8.6.1",
    "ReduceL2-10.6,10.6.0",
    "ResizeL-10.6,10.6.0",
    "Split-10.6,10.6.0",
    "Where-8.6,8.6.1"
  })
  void theScalesAreThoseOfTensorRt(String recording, String version) {
    Path file = folder.resolve(recording + ".ours");
    Tool tool =
        Tool.run(
            "calibrate",
            model(recording).toString(),
            "--data",
            folder.resolve("samples").toString(),
            "--for",
            version,
            "-o",
            file.toString());

    assertThat(tool.exitCode()).isZero();
    Map<TensorName, Scale> recorded = recorded(recording);
    CalibrationCache ours = CalibrationCacheReader.read(file);
    assertThat(ours.scales().keySet()).isEqualTo(recorded.keySet());
    ours.scales()
        .forEach(
            (tensor, scale) ->
                assertThat(scale.value())
                    .as(tensor.value())
                    .isCloseTo(recorded.get(tensor).value(), withPercentage(0.001)));
  }
}
