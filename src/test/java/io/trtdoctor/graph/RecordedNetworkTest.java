package io.trtdoctor.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.model.Layer;
import io.trtdoctor.model.LayerName;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.onnx.TestModel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read off a network against what TensorRT did with it in the recordings. */
class RecordedNetworkTest {
  private static final NetworkGraph EFFICIENTVIT =
      NetworkGraph.of(TestModel.resource("efficientvit_b0.onnx.gz"));

  private static final String SCALE = " scale and zero-point ";

  private static Set<String> names(List<Layer> layers) {
    return layers.stream().map(layer -> layer.name().value()).collect(Collectors.toSet());
  }

  private static boolean inOneGroup(String first, String second) {
    TensorName a = EFFICIENTVIT.tensorBehind(first).orElseThrow();
    TensorName b = EFFICIENTVIT.tensorBehind(second).orElseThrow();
    return EFFICIENTVIT.scaleCopyGroups().stream()
        .anyMatch(group -> group.tensors().contains(a) && group.tensors().contains(b));
  }

  @Test
  void theLayerThatTensorRtRefusedIsAnIndexLayer() {
    String refused =
        Recording.of("trt-8.6.1/effvit-int8-on-index-layers.log.gz")
            .all("kERROR 3: (\\S+): cannot use precision Int8 for layer that computes indices")
            .get(0);

    assertThat(names(EFFICIENTVIT.indexLayers())).contains(refused);
  }

  @ParameterizedTest
  @ValueSource(strings = {"trt-8.6.1/effvit-healthy.log.gz", "trt-10.6.0/effvit-healthy.log.gz"})
  void noConvolutionThatTensorRtCalibratedIsAnIndexLayer(String log) {
    List<String> timed = Recording.of(log).all("Finalize: (\\S+/Conv) Set kernel index");

    assertThat(timed).isNotEmpty();
    assertThat(names(EFFICIENTVIT.indexLayers())).doesNotContainAnyElementsOf(timed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"trt-8.6.1/effvit-healthy.log.gz", "trt-10.6.0/effvit-healthy.log.gz"})
  void allThatAHealthyBuildMissesNeedsNoScale(String log) {
    List<String> missing =
        Recording.of(log).all("Missing scale and zero-point for tensor (.+), expect");

    assertThat(missing)
        .isNotEmpty()
        .allSatisfy(name -> assertThat(EFFICIENTVIT.needsNoScale(TensorName.of(name))).isTrue());
  }

  @Test
  void theConcatenationsMissingFromACacheNeedAScale() {
    List<String> missing =
        Recording.of("trt-8.6.1/effvit-cache-without-concats-prefer.log.gz")
            .all("Missing scale and zero-point for tensor (/\\S+), expect");

    assertThat(missing)
        .hasSize(4)
        .allSatisfy(name -> assertThat(EFFICIENTVIT.needsNoScale(TensorName.of(name))).isFalse());
  }

  @ParameterizedTest
  @ValueSource(strings = {"trt-8.6.1/effvit.calib.cache", "trt-10.6.0/effvit.calib.cache"})
  void exactlyTheTensorsThatWereCalibratedNeedAScale(String cache) {
    Set<TensorName> calibrated =
        Recording.of(cache).matches("(?m)^(.+): (?!0+$)[0-9a-f]+$").stream()
            .map(match -> TensorName.of(match.group(1)))
            .filter(name -> EFFICIENTVIT.producer(name).isPresent())
            .collect(Collectors.toSet());

    Set<TensorName> needing =
        EFFICIENTVIT.network().layers().stream()
            .flatMap(layer -> layer.outputs().stream())
            .filter(name -> !EFFICIENTVIT.needsNoScale(name))
            .collect(Collectors.toSet());

    assertThat(needing).isEqualTo(calibrated);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trt-8.6.1/effvit-zero-batches.log.gz",
        "trt-10.6.0/effvit-zero-batches-conv-int8-prefer.log.gz"
      })
  void aBuildWithoutScalesDiesAtTheSourceOfTheFirstGroup(String log) {
    String last = Recording.of(log).all("Assigning tensor scales: (\\S+) using").get(0);

    assertThat(EFFICIENTVIT.scaleCopyGroups().get(0).source()).isEqualTo(TensorName.of(last));
  }

  @ParameterizedTest
  @ValueSource(strings = {"trt-8.6.1/effvit-healthy.log.gz", "trt-10.6.0/effvit-healthy.log.gz"})
  void everyCopyAfterCalibrationIsWithinAGroup(String log) {
    List<MatchResult> copies =
        Recording.of(log)
            .matches("Overriding tensor scales: (.+?) \\[Quant.*?\\)\\] using (.+?) \\[Quant");

    assertThat(copies)
        .hasSize(12)
        .allSatisfy(copy -> assertThat(inOneGroup(copy.group(1), copy.group(2))).isTrue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"trt-8.6.1/effvit-healthy.log.gz", "trt-10.6.0/effvit-healthy.log.gz"})
  void everyCopyOfAnEliminationIsWithinAGroup(String log) {
    List<MatchResult> copies =
        Recording.of(log).matches("Overriding (/\\S+)" + SCALE + ".*\\R.*using (/\\S+)" + SCALE);

    assertThat(copies)
        .hasSizeGreaterThan(20)
        .allSatisfy(copy -> assertThat(inOneGroup(copy.group(1), copy.group(2))).isTrue());
  }

  @Test
  void everyGroupIsCopiedInARecording() {
    Recording log = Recording.of("trt-8.6.1/effvit-healthy.log.gz");
    Set<String> sources =
        new HashSet<>(log.all("Overriding tensor scales: .+? using (\\S+) \\[Quant"));
    sources.addAll(log.all("using (/\\S+)" + SCALE));

    assertThat(EFFICIENTVIT.scaleCopyGroups())
        .hasSize(8)
        .allSatisfy(group -> assertThat(sources).contains(group.source().value()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mobilenetv3_small_100.onnx.gz", "silu.onnx"})
  void aNetworkWithoutConcatenationPoolingOrSliceCopiesNoScale(String model) {
    assertThat(NetworkGraph.of(TestModel.resource(model)).scaleCopyGroups()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trt-8.6.1/effvit-cache-without-concats-prefer.log.gz",
        "trt-10.6.0/effvit-healthy.log.gz"
      })
  void theConvolutionsThatDidNotObeyAndNoOthersAreDoubted(String log) {
    Set<String> disobeyed =
        Recording.of(log).all("No implementation of layer (.+) obeys").stream()
            .flatMap(layer -> EFFICIENTVIT.layersBehind(layer).stream())
            .filter(layer -> layer.operator().equals("Conv"))
            .map(layer -> layer.name().value())
            .collect(Collectors.toSet());

    List<Layer> doubted = EFFICIENTVIT.int8KernelDoubts().stream().map(KernelDoubt::layer).toList();

    assertThat(doubted).hasSize(20);
    assertThat(names(doubted)).isEqualTo(disobeyed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trt-8.6.1/effvit-cache-without-concats-prefer.log.gz",
        "trt-10.6.0/effvit-healthy.log.gz"
      })
  void everyLayerThatDidNotObeyIsFoundInTheNetwork(String log) {
    List<String> layers = Recording.of(log).all("No implementation of layer (.+) obeys");

    assertThat(layers)
        .hasSize(20)
        .allSatisfy(
            layer ->
                assertThat(EFFICIENTVIT.layersBehind(layer))
                    .hasSizeGreaterThanOrEqualTo(layer.split(" \\+ ").length)
                    .anySatisfy(node -> assertThat(node.operator()).isEqualTo("Conv")));
  }

  @Test
  void unnamedLayersAreFoundByTheirPlaceInTheCache() {
    List<String> order = Recording.of("trt-8.6.1/effvit.calib.cache").all("(?m)^(.+): [0-9a-f]+$");
    NetworkGraph graph = EFFICIENTVIT.withTensorOrder(order);

    assertThat(names(graph.layersBehind("(Unnamed Layer* 26) [Activation]")))
        .containsExactly("/stem/in_conv/act/HardSwish");
    assertThat(names(graph.layersBehind("(Unnamed Layer* 193) [Shuffle]")))
        .containsExactly("/stages/stages.2/blocks/blocks.1/context_module/main/Add_1");
  }

  @Test
  void layersThatTheParserAddsAreFoundByItsOwnWords() {
    Map<String, LayerName> registered = new HashMap<>();
    String node = "";
    for (MatchResult line :
        Recording.of("trt-10.6.0/effvit-healthy.log.gz")
            .matches("(Parsing node|Registering layer): (\\S+) (\\[|required by ONNX-TRT)")) {
      if (line.group(1).equals("Parsing node")) {
        node = line.group(2);
      } else {
        registered.put(line.group(2), LayerName.of(node));
      }
    }

    assertThat(
            names(
                EFFICIENTVIT
                    .withRegisteredLayers(registered)
                    .layersBehind("ONNXTRT_Broadcast_949_output")))
        .containsExactly("/head/classifier/classifier.1/LayerNormalization");
  }
}
