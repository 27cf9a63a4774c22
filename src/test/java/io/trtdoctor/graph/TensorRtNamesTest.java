package io.trtdoctor.graph;

import static io.trtdoctor.onnx.TestModel.FLOAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.model.LayerName;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.onnx.TestModel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TensorRtNamesTest {
  /** Two convolutions side by side between a first and a last layer. */
  private static final NetworkGraph GRAPH =
      NetworkGraph.of(
          new TestModel()
              .input("x", FLOAT, 1, 4, 8, 8)
              .weights("w.bias", FLOAT, 4)
              .node("Relu", "/in", "x", "i")
              .node("Conv", "/a/Conv", "i,w.bias", "a")
              .node("HardSwish", "/a/act/HardSwish", "a", "/a/act/HardSwish_output_0")
              .node("Conv", "/b/Conv", "i,w.bias", "b")
              .node("Add", "/Add", "/a/act/HardSwish_output_0,b", "s")
              .node("Add", "/Add_1", "s,s", "t")
              .node("Relu", "/side", "x", "u")
              .node("Relu", "x + y", "t", "v")
              .output("v")
              .network());

  private static List<String> layers(String name) {
    return GRAPH.layersBehind(name).stream().map(layer -> layer.name().value()).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a/Conv",
        "/a/Conv[CONVOLUTION]",
        "/a/Conv copy",
        "/a/Conv_clone_1",
        "/a/Conv_273",
        "/a/Conv_output",
        "Reformatting CopyNode for Input Tensor 0 to /a/Conv",
        "Reformatting CopyNode for Output Tensor 0 to /a/Conv",
        "{ForeignNode[/a/Conv]}",
        "PWN(/a/Conv)"
      })
  void aDecoratedNameIsThatOfItsNode(String name) {
    assertThat(layers(name)).containsExactly("/a/Conv");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a/Conv + /a/act/HardSwish",
        "/a/Conv + PWN(/a/act/HardSwish)",
        "/a/Conv + PWN(PWN(/a/act/HardSwish), /a/act/HardSwish_273)",
        "/a/Conv + PWN(PWN(/a/act/HardSwish), PWN(/a/act/HardSwish_942))[CONVOLUTION]"
      })
  void aFusedLayerIsAllOfItsNodes(String name) {
    assertThat(layers(name)).containsExactly("/a/Conv", "/a/act/HardSwish");
  }

  @Test
  void aNumberThatIsPartOfANodesNameStays() {
    assertThat(layers("/Add_1")).containsExactly("/Add_1");
  }

  @Test
  void aNameThatLooksFusedButIsNotIsTakenAsItStands() {
    assertThat(layers("x + y")).containsExactly("x + y");
  }

  @Test
  void aForeignNodeIsEverythingOnTheWaysBetweenItsEnds() {
    assertThat(layers("{ForeignNode[/in.../Add]}"))
        .containsExactly("/in", "/a/Conv", "/a/act/HardSwish", "/b/Conv", "/Add");
  }

  @Test
  void aForeignNodeThatBeginsWithAnUnknownLayerIsWhatIsKnownOfIt() {
    assertThat(layers("{ForeignNode[(Unnamed Layer* 162) [Shuffle].../Add]}"))
        .containsExactly("/Add");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "(Unnamed Layer* 3) [Constant]", "PWN(", "{ForeignNode[]}", " + "})
  void aNameWithoutNodesHasNone(String name) {
    assertThat(layers(name)).isEmpty();
  }

  @Test
  void aLayerThatTheLogRegisteredIsItsNode() {
    NetworkGraph graph =
        GRAPH.withRegisteredLayers(Map.of("ONNXTRT_Broadcast_9", LayerName.of("/Add")));

    assertThat(graph.layersBehind("ONNXTRT_Broadcast_9 + /in")).hasSize(2);
  }

  @Test
  void anUnnamedLayerBelongsToTheNextNodeThatIsKnown() {
    NetworkGraph graph =
        GRAPH.withTensorOrder(
            List.of("a", "(Unnamed Layer* 5) [Activation]_output", "/a/act/HardSwish_output_0"));

    assertThat(graph.layersBehind("(Unnamed Layer* 5) [Activation]_output"))
        .extracting(layer -> layer.name().value())
        .containsExactly("/a/act/HardSwish");
  }

  @ParameterizedTest
  @CsvSource({
    "a, a",
    "a copy, a",
    "w.bias_output, w.bias",
    "/a/act/HardSwish_output_0, /a/act/HardSwish_output_0",
    "/a/act/HardSwish_output_0_clone_2, /a/act/HardSwish_output_0",
    "Reformatted Input Tensor 1 to /Add, b",
    "Reformatted Output Tensor 0 to /a/Conv + PWN(/a/act/HardSwish), /a/act/HardSwish_output_0"
  })
  void aTensorIsFoundUnderTensorRtsNames(String name, String tensor) {
    assertThat(GRAPH.tensorBehind(name)).hasValue(TensorName.of(tensor));
  }

  @ParameterizedTest
  @ValueSource(strings = {"(Unnamed Layer* 26) [Activation]_output", "nothing", ""})
  void aTensorThatTensorRtMadeIsNoneOfTheNetworks(String name) {
    assertThat(GRAPH.tensorBehind(name)).isEmpty();
  }
}
