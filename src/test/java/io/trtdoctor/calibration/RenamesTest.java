package io.trtdoctor.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.TensorName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RenamesTest {

  static Stream<Arguments> exports() {
    List<UnaryOperator<String>> changes =
        List.of(
            name -> "model" + name,
            name -> name.replaceFirst("^/stages/", "/"),
            name -> name.replace('/', '.'),
            name -> name + ":0",
            name -> "net_7/" + name.replace("blocks.", "block_") + "_x",
            name -> name.replace("stages.", "stages.1"));
    return Stream.of("trt-8.6.1", "trt-10.6.0")
        .flatMap(version -> changes.stream().map(change -> Arguments.of(version, change)));
  }

  @ParameterizedTest
  @MethodSource("exports")
  void everyTensorIsFoundAfterAnExportThatPrefixesOrRenumbers(
      String version, UnaryOperator<String> change) throws IOException {
    SketchedNetwork sketch = SketchedNetwork.efficientVit();
    CacheNetwork network = CacheText.network(sketch.network(), sketch.constants());
    CalibrationCache cache = CacheText.renamed(CacheText.recording(version), change);

    Map<TensorName, TensorName> found = Renames.of(cache, network, Optional.empty()).names();

    for (TensorName tensor : network.calibrated()) {
      TensorName old = TensorName.of(change.apply(tensor.value()));
      if (!old.equals(tensor)) {
        assertThat(found).containsEntry(old, tensor);
      }
    }
  }

  @Test
  void numbersAloneArePairedInTheirOrderEvenWhereOldAndNewOverlap() {
    CalibrationCache cache =
        CacheText.of("input: 3d000000", "9: 3d000001", "11: 3d000002", "14: 3d000003");
    CacheNetwork network = chain("input", "11", "13", "16");

    assertThat(Renames.of(cache, network, Optional.empty()).names())
        .isEqualTo(names("9", "11", "11", "13", "14", "16"));
  }

  @Test
  void oneForeignNameAmongManyKnownOnesDoesNotShiftThem() {
    CacheNetwork network = chain("input", "11", "12", "13", "14", "15", "16");
    CalibrationCache cache =
        CacheText.of(
            "11: 3d000001",
            "12: 3d000001",
            "99: 3d000001",
            "14: 3d100000",
            "15: 3d100000",
            "16: 3d100000");

    assertThat(Renames.of(cache, network, Optional.empty()).names()).isEqualTo(names("99", "13"));
  }

  @Test
  void nothingIsGuessedWhereTheNumberOfTensorsDiffers() {
    CacheNetwork network = chain("input", "conv_3", "conv_4", "conv_5");
    CalibrationCache cache =
        CacheText.of("input: 3d000000", "conv_7: 3d000001", "conv_9: 3d100000");

    assertThat(Renames.of(cache, network, Optional.empty()).names()).isEmpty();
  }

  @Test
  void aCacheOfTensorRtHasNoNameToChange() throws IOException {
    SketchedNetwork sketch = SketchedNetwork.efficientVit();
    CacheNetwork network = CacheText.network(sketch.network(), sketch.constants());

    assertThat(Renames.of(CacheText.recording("trt-10.6.0"), network, Optional.empty()).names())
        .isEmpty();
  }

  @Test
  void withTheOldModelNamesDoNotMatterAtAll() throws IOException {
    SketchedNetwork sketch = SketchedNetwork.efficientVit();
    Network now = sketch.network();
    Map<TensorName, TensorName> scrambled = scrambled(now);
    Network before = renamed(now, scrambled);

    Map<TensorName, TensorName> pairs = StructureMatch.between(before, now);

    for (TensorName tensor : CacheText.network(now, sketch.constants()).calibrated()) {
      assertThat(pairs).containsEntry(scrambled.get(tensor), tensor);
    }
  }

  @Test
  void namesThatTensorRtMadeUpAfterLayersChangeWithThem() {
    CacheNetwork network = chain("input", "c1", "c2");
    CalibrationCache cache =
        CacheText.of(
            "net/input: 3d100000",
            "net/c1: 3d200000",
            "net/c2: 3d300000",
            "net/layer_c1_output: 3d400000");

    assertThat(Renames.of(cache, network, Optional.empty()).names())
        .containsEntry(TensorName.of("net/layer_c1_output"), TensorName.of("layer_c1_output"));
  }

  private static CacheNetwork chain(String... tensors) {
    List<String> lines = new ArrayList<>(List.of("input\t" + tensors[0]));
    for (int i = 1; i < tensors.length; i++) {
      lines.add("layer\tConv\tlayer_" + tensors[i] + "\t" + tensors[i - 1] + "\t" + tensors[i]);
    }
    lines.add("layer\tRelu\tlast\t" + tensors[tensors.length - 1] + "\tunread");
    return CacheText.network(List.of(), lines.toArray(String[]::new));
  }

  private static Map<TensorName, TensorName> names(String... pairs) {
    Map<TensorName, TensorName> names = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      names.put(TensorName.of(pairs[i]), TensorName.of(pairs[i + 1]));
    }
    return names;
  }

  private static Map<TensorName, TensorName> scrambled(Network network) {
    Map<TensorName, TensorName> names = new HashMap<>();
    network
        .tensors()
        .keySet()
        .forEach(t -> names.put(t, TensorName.of("t" + (names.size() * 7919) % 10007)));
    return names;
  }

  private static Network renamed(Network network, Map<TensorName, TensorName> names) {
    Map<TensorName, io.trtdoctor.model.Tensor> tensors = new LinkedHashMap<>();
    network
        .tensors()
        .values()
        .forEach(
            t ->
                tensors.put(
                    names.get(t.name()),
                    new io.trtdoctor.model.Tensor(
                        names.get(t.name()), t.type(), t.shape(), t.kind())));
    return new Network(
        network.name(),
        network.producer(),
        network.irVersion(),
        network.opsets(),
        network.layers().stream().map(layer -> renamed(layer, names)).toList(),
        tensors,
        network.inputs().stream().map(names::get).toList(),
        network.outputs().stream().map(names::get).toList(),
        0);
  }

  private static Layer renamed(Layer layer, Map<TensorName, TensorName> names) {
    return new Layer(
        layer.index(),
        layer.name(),
        layer.operator(),
        layer.domain(),
        layer.inputs().stream().map(t -> names.getOrDefault(t, t)).toList(),
        layer.outputs().stream().map(names::get).toList(),
        layer.attributes(),
        layer.scope());
  }
}
