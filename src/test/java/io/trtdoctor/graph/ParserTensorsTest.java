package io.trtdoctor.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.model.Layer;
import io.trtdoctor.model.MadeTensor;
import io.trtdoctor.model.TensorRtVersion;
import io.trtdoctor.onnx.OnnxModel;
import io.trtdoctor.onnx.TestModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the parser is said to add, against the caches that TensorRT wrote. */
class ParserTensorsTest {
  private static final TensorRtVersion NUMBERED = new TensorRtVersion(8, 6, 1);
  private static final TensorRtVersion SPELLED = new TensorRtVersion(10, 6, 0);

  @TempDir private Path folder;

  private static ParserTensors of(OnnxModel model, TensorRtVersion version) {
    NetworkGraph graph = NetworkGraph.of(model.network());
    TensorShapes shapes = TensorShapes.of(graph, model.smallConstants());
    return ParserTensors.of(model.network(), shapes, version);
  }

  private OnnxModel packed(String name) {
    return OnnxModel.read(TestModels.copied(name, folder));
  }

  private static OnnxModel reproCase(String name) {
    return OnnxModel.read(Path.of("repro-cases", name, "model.onnx"));
  }

  private static Set<String> names(ParserTensors tensors) {
    return tensors.named().stream()
        .map(MadeTensor::name)
        .map(Object::toString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The names in a cache that no layer of the network computes. */
  private static Set<String> added(OnnxModel model, String cache) throws IOException {
    Set<String> computed =
        model.network().layers().stream()
            .map(Layer::outputs)
            .flatMap(outputs -> outputs.stream().map(Object::toString))
            .collect(Collectors.toSet());
    model.network().inputs().forEach(input -> computed.add(input.value()));
    return Files.readAllLines(Path.of("src/test/resources").resolve(cache)).stream()
        .filter(line -> line.contains(": "))
        .map(line -> line.substring(0, line.lastIndexOf(": ")))
        .filter(name -> !computed.contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> ownNames(ParserTensors tensors) {
    Set<String> names = names(tensors);
    tensors.named().stream()
        .filter(made -> made.making() == MadeTensor.Making.SAME)
        .forEach(made -> names.remove(made.name().value()));
    return names;
  }

  @Test
  void allThatTheParserOf86AddsToEfficientVitHasItsName() throws IOException {
    OnnxModel model = packed("efficientvit_b0.onnx.gz");
    ParserTensors tensors = of(model, NUMBERED);

    assertThat(ownNames(tensors))
        .isEqualTo(added(model, "recordings/trt-8.6.1/effvit.calib.cache"));
    assertThat(tensors.nameless()).isZero();
    assertThat(tensors.lostAt()).isEmpty();
  }

  @Test
  void allThatTheParserOf106AddsToMobileNetHasItsName() throws IOException {
    OnnxModel model = packed("mobilenetv3_small_100.onnx.gz");
    ParserTensors tensors = of(model, SPELLED);

    assertThat(ownNames(tensors)).isEqualTo(added(model, "runs/mobilenetv3-whole.cache"));
    assertThat(tensors.nameless()).isZero();
  }

  @Test
  void onlyTheValuesOfPaddingsAreLeftOutOfEfficientVitIn106() throws IOException {
    OnnxModel model = packed("efficientvit_b0.onnx.gz");
    ParserTensors tensors = of(model, SPELLED);
    Set<String> left = added(model, "recordings/trt-10.6.0/effvit.calib.cache");

    assertThat(left).containsAll(ownNames(tensors));
    left.removeAll(ownNames(tensors));
    assertThat(left).hasSize(4).allMatch(name -> name.matches(".Unnamed.*Constant\\]_output"));
    assertThat(tensors.nameless()).isEqualTo(4);
  }

  @Test
  void aTransformerBlockHasItsWeightsAndTheirCopies() {
    assertThat(names(of(reproCase("tiny-workspace"), NUMBERED)))
        .containsExactlyInAnyOrder(
            "(Unnamed Layer* 13) [Constant]_output",
            "(Unnamed Layer* 14) [Shuffle]_output",
            "(Unnamed Layer* 18) [Constant]_output",
            "(Unnamed Layer* 19) [Shuffle]_output",
            "(Unnamed Layer* 23) [Constant]_output",
            "(Unnamed Layer* 24) [Shuffle]_output",
            "(Unnamed Layer* 30) [Shuffle]_output",
            "(Unnamed Layer* 32) [Softmax]_output",
            "(Unnamed Layer* 37) [Constant]_output",
            "(Unnamed Layer* 38) [Shuffle]_output",
            "(Unnamed Layer* 46) [Constant]_output",
            "(Unnamed Layer* 47) [Shuffle]_output",
            "(Unnamed Layer* 51) [Constant]_output",
            "(Unnamed Layer* 52) [Shuffle]_output");
  }

  @Test
  void copiesAreNumberedWithTheNamesThatReshapesTake() {
    assertThat(names(of(reproCase("tiny-workspace"), SPELLED)))
        .contains(
            "ONNXTRT_Broadcast_7_output",
            "ONNXTRT_Broadcast_16_output",
            "ONNXTRT_Broadcast_30_output",
            "/transformer.0/Mul.scale_output");
  }

  @Test
  void aVersionThatWasNotRecordedHasNone() {
    TensorRtVersion other = new TensorRtVersion(8, 5, 3);

    assertThat(ParserTensors.isKnown(other)).isFalse();
    assertThat(of(reproCase("tiny-workspace"), other).named()).isEmpty();
  }
}
