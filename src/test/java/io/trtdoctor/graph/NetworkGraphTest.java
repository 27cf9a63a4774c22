package io.trtdoctor.graph;

import static io.trtdoctor.onnx.TestModel.FLOAT;
import static io.trtdoctor.onnx.TestModel.INT64;
import static io.trtdoctor.onnx.TestModel.attribute;
import static io.trtdoctor.onnx.TestModel.integers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.trtdoctor.model.Layer;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.onnx.TestModel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkGraphTest {
  private static NetworkGraph graph(TestModel model) {
    return NetworkGraph.of(model.network());
  }

  private static TensorName tensor(String name) {
    return TensorName.of(name);
  }

  private static List<String> names(List<Layer> layers) {
    return layers.stream().map(layer -> layer.name().value()).toList();
  }

  /** A reshape whose target shape is worked out from its input's shape. */
  private static TestModel reshapeToOwnBatch() {
    return new TestModel()
        .input("x", FLOAT, -1, 8)
        .initialiser(integers("zero", 0))
        .initialiser(integers("minus", -1))
        .node("Relu", "relu", "x", "y")
        .node("Shape", "shape", "y", "s")
        .node("Gather", "gather", "s,zero", "n")
        .node("Concat", "dims", "n,minus", "d")
        .node("Reshape", "reshape", "y,d", "z")
        .output("z");
  }

  @Test
  void producersAndConsumersAreFound() {
    NetworkGraph graph = graph(reshapeToOwnBatch());

    assertThat(graph.producer(tensor("y")).map(l -> l.name().value())).hasValue("relu");
    assertThat(graph.producer(tensor("x"))).isEmpty();
    assertThat(graph.producer(tensor("nowhere"))).isEmpty();
    assertThat(names(graph.consumers(tensor("y")))).containsExactly("shape", "reshape");
    assertThat(graph.consumers(tensor("z"))).isEmpty();
  }

  @Test
  void layersInFileOrderStayInFileOrder() {
    NetworkGraph graph = graph(reshapeToOwnBatch());

    assertThat(graph.topologicalOrder()).isEqualTo(graph.network().layers());
  }

  @Test
  void layersOutOfOrderAreSorted() {
    NetworkGraph graph =
        graph(
            new TestModel()
                .node("Relu", "c", "b", "c")
                .node("Relu", "b", "a", "b")
                .node("Relu", "a", "x", "a"));

    assertThat(names(graph.topologicalOrder())).containsExactly("a", "b", "c");
  }

  @Test
  void layersInACircleStayInFileOrder() {
    NetworkGraph graph =
        graph(new TestModel().node("Relu", "a", "b", "a").node("Relu", "b", "a", "b"));

    assertThat(names(graph.topologicalOrder())).containsExactly("a", "b");
  }

  @Test
  void layersBetweenAShapeAndItsUseComputeIndices() {
    assertThat(names(graph(reshapeToOwnBatch()).indexLayers()))
        .containsExactly("shape", "gather", "dims");
  }

  @Test
  void aSizeWorkedOutInFloatingPointIsStillAnIndex() {
    NetworkGraph graph =
        graph(
            new TestModel()
                .input("x", FLOAT, 1, 3, -1, -1)
                .weights("two", FLOAT, 1)
                .node("Shape", "shape", "x", "s")
                .node("Cast", "toFloat", "s", "f", attribute("to", FLOAT))
                .node("Mul", "mul", "f,two", "m")
                .node("Cast", "toInt", "m", "sizes", attribute("to", INT64))
                .node("Resize", "resize", "x,,,sizes", "y")
                .output("y"));

    assertThat(names(graph.indexLayers())).containsExactly("shape", "toFloat", "mul", "toInt");
    assertThat(graph.needsNoScale(tensor("m"))).isTrue();
  }

  @Test
  void anActivationCastToAnIndexEndsTheWay() {
    NetworkGraph graph =
        graph(
            new TestModel()
                .input("x", FLOAT, 4)
                .weights("table", FLOAT, 10, 4)
                .node("Sigmoid", "act", "x", "a")
                .node("Cast", "toInt", "a", "i", attribute("to", INT64))
                .node("Gather", "lookup", "table,i", "y")
                .output("y"));

    assertThat(names(graph.indexLayers())).containsExactly("toInt");
    assertThat(graph.needsNoScale(tensor("a"))).isFalse();
    assertThat(graph.needsNoScale(tensor("y"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ArgMax", "NonZero"})
  void anOperatorThatAnswersWithIndicesIsAnIndexLayer(String operator) {
    NetworkGraph graph =
        graph(
            new TestModel()
                .input("x", FLOAT, 4)
                .node(operator, "op", "x", "i")
                .node("Cast", "cast", "i", "y", attribute("to", FLOAT))
                .output("y"));

    assertThat(names(graph.indexLayers())).containsExactly("op");
    assertThat(graph.needsNoScale(tensor("x"))).isFalse();
  }

  @Test
  void valuesOfTopKNeedAScaleAndItsIndicesDoNot() {
    NetworkGraph graph =
        graph(
            new TestModel()
                .input("x", FLOAT, 4)
                .initialiser(integers("k", 2))
                .node("TopK", "top", "x,k", "values,indices")
                .output("values"));

    assertThat(graph.needsNoScale(tensor("values"))).isFalse();
    assertThat(graph.needsNoScale(tensor("indices"))).isTrue();
  }

  @Test
  void copiesOfConstantsNeedNoScale() {
    NetworkGraph graph =
        graph(
            new TestModel()
                .input("x", FLOAT, 4)
                .weights("w", FLOAT, 4)
                .node("Identity", "copy", "w", "v")
                .node("Transpose", "turn", "v", "u")
                .node("Mul", "mul", "x,u", "y")
                .output("y"));

    assertThat(graph.needsNoScale(tensor("w"))).isTrue();
    assertThat(graph.needsNoScale(tensor("u"))).isTrue();
    assertThat(graph.needsNoScale(tensor("y"))).isFalse();
  }

  @Test
  void masksNeedNoScale() {
    NetworkGraph graph =
        graph(
            new TestModel()
                .input("x", FLOAT, 4)
                .input("b", FLOAT, 4)
                .node("Less", "less", "x,b", "mask")
                .node("Where", "where", "mask,x,b", "y")
                .output("y"));

    assertThat(graph.needsNoScale(tensor("mask"))).isTrue();
    assertThat(graph.needsNoScale(tensor("y"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "(Unnamed Layer* 183) [Constant]_output, true",
    "(Unnamed Layer* 702) [Shuffle]_output, true",
    "(Unnamed Layer* 26) [Activation]_output, false",
    "(Unnamed Layer* 708) [Matrix Multiply]_output, false",
    "ONNXTRT_Broadcast_949_output, true",
    "ONNXTRT_ShapeElementWise_12_output, true",
    "no such tensor, false"
  })
  void tensorsThatTensorRtMadeAreToldApartByTheirNames(String name, boolean needsNone) {
    assertThat(graph(reshapeToOwnBatch()).needsNoScale(tensor(name))).isEqualTo(needsNone);
  }

  @Test
  void aConcatenationGivesItsScaleToItsInputs() {
    NetworkGraph graph =
        graph(
            new TestModel()
                .input("x", FLOAT, 1, 4)
                .node("Relu", "a", "x", "p")
                .node("Sigmoid", "b", "x", "q")
                .node("Concat", "concat", "p,q", "r")
                .output("r"));

    ScaleCopyGroup group = graph.scaleCopyGroups().get(0);
    assertThat(group.source()).isEqualTo(tensor("r"));
    assertThat(group.tensors()).containsExactly(tensor("p"), tensor("q"), tensor("r"));
    assertThat(names(group.layers())).containsExactly("concat");
  }

  @ParameterizedTest
  @ValueSource(strings = {"MaxPool", "AveragePool", "Slice", "Resize", "Split"})
  void aLayerThatPicksValuesGetsTheScaleOfItsInput(String operator) {
    NetworkGraph graph =
        graph(
            new TestModel()
                .input("x", FLOAT, 1, 4)
                .node("Relu", "a", "x", "p")
                .node(operator, "pick", "p", "q")
                .output("q"));

    assertThat(graph.scaleCopyGroups())
        .containsExactly(
            new ScaleCopyGroup(
                tensor("p"),
                List.of(tensor("p"), tensor("q")),
                List.of(graph.network().layers().get(1))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GlobalAveragePool", "Relu", "Pad", "Reshape", "Transpose", "Identity"})
  void otherLayersAloneCopyNoScale(String operator) {
    NetworkGraph graph =
        graph(new TestModel().input("x", FLOAT, 1, 4).node(operator, "op", "x", "y").output("y"));

    assertThat(graph.scaleCopyGroups()).isEmpty();
  }

  @Test
  void aReshapeCarriesTheScaleOfACopyOn() {
    NetworkGraph graph =
        graph(
            new TestModel()
                .input("x", FLOAT, 1, 4)
                .node("MaxPool", "pool", "x", "p")
                .node("Flatten", "flat", "p", "f")
                .output("f"));

    assertThat(graph.scaleCopyGroups().get(0).tensors())
        .containsExactly(tensor("x"), tensor("p"), tensor("f"));
  }

  @Test
  void slicesComeAfterAllOtherCopiesAndThoseInNetworkOrder() {
    NetworkGraph graph =
        graph(
            new TestModel()
                .input("x", FLOAT, 1, 4)
                .node("Slice", "slice", "x", "a")
                .node("Relu", "r1", "a", "b")
                .node("MaxPool", "pool", "b", "c")
                .node("Relu", "r2", "c", "d")
                .node("Relu", "r3", "c", "e")
                .node("Concat", "concat", "d,e", "f")
                .output("f"));

    assertThat(graph.scaleCopyGroups())
        .extracting(ScaleCopyGroup::source)
        .containsExactly(tensor("b"), tensor("f"), tensor("x"));
  }

  @Test
  void aConcatenationOfDimensionsCopiesNoScale() {
    assertThat(graph(reshapeToOwnBatch()).scaleCopyGroups()).isEmpty();
  }

  @Test
  void aConvolutionWhoseBiasComesOutOfAnIdentityIsDoubted() {
    NetworkGraph graph =
        graph(
            new TestModel()
                .input("x", FLOAT, 1, 4, 8, 8)
                .weights("w", FLOAT, 4, 4, 1, 1)
                .weights("b", FLOAT, 4)
                .node("Identity", "copy", "b", "c")
                .node("Identity", "same", "x", "y")
                .node("Conv", "own", "y,w,b", "d")
                .node("Conv", "shared", "d,w,c", "e")
                .node("Conv", "none", "e,w", "f")
                .output("f"));

    assertThat(graph.int8KernelDoubts())
        .extracting(doubt -> doubt.layer().name().value(), KernelDoubt::probability)
        .containsExactly(tuple("shared", 1.0));
  }
}
