package io.trtdoctor.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxWriterTest {
  @TempDir Path folder;

  private static OnnxWriter sketch() {
    return OnnxWriter.named("sketch")
        .input("input", DataType.FP32, -1, 3, 8, 8)
        .normalWeights("w", 0.5, 4, 3, 3, 3)
        .integers("shape", new long[] {1, -1}, 2)
        .node(
            "Conv",
            "/conv",
            List.of("input", "w"),
            List.of("c"),
            OnnxAttribute.of("group", 1),
            OnnxAttribute.of("pads", List.of(1L, 1L, 1L, 1L)))
        .node("Elu", "/elu", List.of("c"), List.of("e"), OnnxAttribute.of("alpha", 0.5f))
        .node("Pad", "/pad", List.of("e"), List.of("p"), OnnxAttribute.of("mode", "edge"))
        .node("Reshape", "/reshape", List.of("p", "shape"), List.of("r"))
        .output("r", DataType.FP32, 1, -1);
  }

  private Network readBack(OnnxWriter model) {
    Path file = folder.resolve("model.onnx");
    model.write(file);
    return OnnxReader.read(file);
  }

  private Tensor tensor(String name) {
    return readBack(sketch()).tensor(TensorName.of(name)).orElseThrow();
  }

  @Test
  void theReaderFindsEveryLayerInOrder() {
    assertThat(readBack(sketch()).layers())
        .extracting(layer -> layer.operator() + " " + layer.name())
        .containsExactly("Conv /conv", "Elu /elu", "Pad /pad", "Reshape /reshape");
  }

  @Test
  void theReaderFindsTheAttributes() {
    List<Layer> layers = readBack(sketch()).layers();

    assertThat(layers.get(0).attributes()).containsEntry("group", "1").containsKey("pads");
    assertThat(layers.get(0).attributes().get("pads")).contains("1, 1, 1, 1");
    assertThat(layers.get(1).attributes()).containsEntry("alpha", "0.5");
    assertThat(layers.get(2).attributes()).containsEntry("mode", "edge");
  }

  @Test
  void anOpenDimensionStaysOpen() {
    assertThat(tensor("input").shape()).contains(List.of(-1L, 3L, 8L, 8L));
  }

  @Test
  void weightsAreConstantsWithTheirShape() {
    assertThat(tensor("w").kind()).isEqualTo(Tensor.Kind.CONSTANT);
    assertThat(tensor("w").shape()).contains(List.of(4L, 3L, 3L, 3L));
    assertThat(tensor("shape").type()).isEqualTo(DataType.INT64);
  }

  @Test
  void theSameCallsGiveTheSameBytes() {
    assertThat(sketch().bytes()).isEqualTo(sketch().bytes());
  }

  @Test
  void weightsWithAnotherNameHaveOtherValues() {
    byte[] first = OnnxWriter.named("n").normalWeights("a", 1, 4).bytes();
    byte[] second = OnnxWriter.named("n").normalWeights("b", 1, 4).bytes();

    assertThat(new String(first, java.nio.charset.StandardCharsets.ISO_8859_1).replace('a', 'b'))
        .isNotEqualTo(new String(second, java.nio.charset.StandardCharsets.ISO_8859_1));
  }

  @Test
  void aTensorHasToBeThereBeforeItIsRead() {
    OnnxWriter model = OnnxWriter.named("n").input("x", DataType.FP32, 1);

    assertThatThrownBy(() -> model.node("Relu", "/relu", List.of("y"), List.of("z")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("y");
    assertThatThrownBy(() -> model.output("z", DataType.FP32, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesAreNotGivenTwice() {
    OnnxWriter model =
        OnnxWriter.named("n")
            .input("x", DataType.FP32, 1)
            .node("Relu", "/relu", List.of("x"), List.of("y"));

    assertThatThrownBy(() -> model.node("Relu", "/relu", List.of("x"), List.of("z")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> model.node("Relu", "/other", List.of("x"), List.of("y")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void valuesHaveToFillTheShape() {
    OnnxWriter model = OnnxWriter.named("n");

    assertThatThrownBy(() -> model.floats("f", new float[] {1, 2}, 3))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFolderThatIsNotThereIsSaidPlainly() {
    assertThatThrownBy(() -> sketch().write(folder.resolve("none/model.onnx")))
        .isInstanceOf(MachineLacksException.class)
        .hasMessageContaining("cannot be written");
  }

  @Test
  void theOperatorSetCanBeChosen() {
    assertThat(readBack(sketch().opset(20)).opsets()).containsEntry("", 20L);
  }

  @Test
  void smallIntegersAreWrittenAsInt8() {
    OnnxWriter quantized =
        OnnxWriter.named("quantized")
            .input("input", DataType.FP32, 1)
            .floats("scale", new float[] {0.5f})
            .bytes("zero", new byte[] {-3})
            .node("QuantizeLinear", "/q", List.of("input", "scale", "zero"), List.of("q"))
            .output("q", DataType.INT8, 1);

    assertThat(readBack(quantized).tensor(TensorName.of("zero")).orElseThrow().type())
        .isEqualTo(DataType.INT8);
  }
}
