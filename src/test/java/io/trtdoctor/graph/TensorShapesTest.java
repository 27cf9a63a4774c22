package io.trtdoctor.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.model.DataType;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.onnx.Cut;
import io.trtdoctor.onnx.OnnxAttribute;
import io.trtdoctor.onnx.OnnxModel;
import io.trtdoctor.onnx.OnnxWriter;
import io.trtdoctor.onnx.TestModels;
import io.trtdoctor.onnx.TestRuntime;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorShapesTest {
  @TempDir Path folder;

  private OnnxModel model(String name) {
    return OnnxModel.read(TestModels.copied(name, folder));
  }

  private static TensorShapes shapes(OnnxModel model) {
    return TensorShapes.of(NetworkGraph.of(model.network()), model.smallConstants());
  }

  /** The whole model with every tensor that a layer computes as an output. */
  private static OnnxModel allOut(OnnxModel model, TensorShapes shapes) {
    List<Tensor> outputs =
        model.network().layers().stream()
            .filter(layer -> !layer.operator().equals("Constant"))
            .flatMap(layer -> layer.outputs().stream())
            .map(name -> shapes.tensor(name).orElseThrow())
            .map(t -> new Tensor(t.name(), t.type(), Optional.empty(), Tensor.Kind.OUTPUT))
            .toList();
    return model.cut(
        new Cut(
            model.network().layers().stream().map(Layer::index).collect(Collectors.toSet()),
            model.network().inputs().stream()
                .map(name -> model.network().tensor(name).orElseThrow())
                .toList(),
            outputs,
            Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"efficientvit_b0.onnx.gz", "mobilenetv3_small_100.onnx.gz", "silu.onnx"})
  void everyShapeOfARealModelIsAsTheRuntimeComputesIt(String name) {
    OnnxModel model = model(name);
    TensorShapes shapes = shapes(model);

    Map<String, TestRuntime.Result> computed =
        TestRuntime.run(TestRuntime.bytes(allOut(model, shapes)));

    computed.forEach(
        (tensor, result) ->
            assertThat(shapes.tensor(TensorName.of(tensor)).orElseThrow().shape())
                .as(tensor)
                .contains(result.shape()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"efficientvit_b0.onnx.gz"})
  void everyIntegerOfARealModelIsAsTheRuntimeComputesIt(String name) {
    OnnxModel model = model(name);
    TensorShapes shapes = shapes(model);

    Map<String, TestRuntime.Result> computed =
        TestRuntime.run(TestRuntime.bytes(allOut(model, shapes)));

    computed.forEach(
        (tensor, result) -> {
          if (shapes.tensor(TensorName.of(tensor)).orElseThrow().type() == DataType.INT64) {
            assertThat(shapes.integers(TensorName.of(tensor))).as(tensor).contains(result.values());
          }
        });
  }

  private static OnnxWriter images() {
    return OnnxWriter.named("m")
        .input("x", DataType.FP32, 2, 6, 15, 20)
        .input("t", DataType.FP32, 2, 7, 6)
        .input("v", DataType.FP32, 6)
        .normalWeights("w", 1, 6, 3, 3, 3)
        .normalWeights("g", 1, 6, 2, 3, 3)
        .normalWeights("m", 1, 6, 5)
        .integers("axis1", new long[] {1}, 1)
        .integers("axis-1", new long[] {-1}, 1)
        .integers("start", new long[] {-2, 100}, 2)
        .integers("end", new long[] {Long.MIN_VALUE + 1, 1}, 2)
        .integers("step", new long[] {-1, -3}, 2)
        .integers("axes", new long[] {1, 3}, 2)
        .integers("sizes", new long[] {2, 4}, 2)
        .integers("pads", new long[] {0, 1, 0, 2, 0, 0, 3, -1}, 8)
        .integers("target", new long[] {0, -1, 30}, 3)
        .integers("three", new long[] {3}, 1)
        .integers("index", new long[] {1, 0, 1}, 3)
        .integers("times", new long[] {1, 2, 1, 3}, 4)
        .integers("wide", new long[] {2, 1, 6, 1, 1}, 5)
        .integers("resized", new long[] {2, 6, 40, 10}, 4)
        .floats("scales", new float[] {1, 1, 1.5f, 0.3f}, 4);
  }

  private static final String[][] OPERATORS = {
    {"Conv", "x w", "group=2 strides=2,1 pads=1,0,1,2 dilations=1,2"},
    {"Conv", "x w", "group=2 auto_pad=SAME_UPPER strides=2,3"},
    {"Conv", "x w", "group=2 auto_pad=VALID"},
    {"ConvTranspose", "x g", "group=2 strides=2,2 pads=1,1,1,1 output_padding=1,0"},
    {"ConvTranspose", "x g", "group=1 strides=2,2 auto_pad=SAME_UPPER"},
    {"MaxPool", "x", "kernel_shape=3,2 strides=2,2 ceil_mode=1 pads=1,0,1,0"},
    {"AveragePool", "x", "kernel_shape=2,3 strides=2,3"},
    {"GlobalMaxPool", "x", ""},
    {"MatMul", "t m", ""},
    {"MatMul", "t v", ""},
    {"MatMul", "v m", ""},
    {"Slice", "x start end axes step", ""},
    {"Pad", "x pads", ""},
    {"Reshape", "x target", ""},
    {"Flatten", "x", "axis=-2"},
    {"Transpose", "x", ""},
    {"Transpose", "x", "perm=0,2,3,1"},
    {"Split", "x sizes", "axis=1"},
    {"Unsqueeze", "x axes", ""},
    {"Concat", "x x", "axis=-1"},
    {"Gather", "x index", "axis=2"},
    {"Expand", "v wide", ""},
    {"Tile", "x times", ""},
    {"TopK", "x three", "axis=2"},
    {"ArgMax", "x", "axis=2 keepdims=0"},
    {"ReduceMean", "x", "axes=1,-1"},
    {"ReduceSum", "x axis1", "keepdims=0"},
    {"ReduceMax", "x", "keepdims=0"},
    {"Resize", "x  scales", "mode=nearest"},
    {"Resize", "x   resized", "mode=nearest"},
    {"SpaceToDepth", "t8", "blocksize=2"},
    {"DepthToSpace", "t8", "blocksize=2"},
    {"Squeeze", "t4 axis-1", ""},
    {"Squeeze", "t4", ""},
    {"Add", "x v20", ""},
    {"Where", "yes x v20", ""},
    {"Softmax", "x", "axis=1"},
    {"Gemm", "m t2", "transA=1 transB=1"},
    {"Shape", "x", "start=1 end=-1"},
  };

  /** Comma-separated numbers, one number or a word. */
  private static OnnxAttribute attribute(String text) {
    String[] parts = text.split("=");
    if (parts[1].matches("[A-Za-z_]+")) {
      return OnnxAttribute.of(parts[0], parts[1]);
    }
    List<Long> numbers = Arrays.stream(parts[1].split(",")).map(Long::valueOf).toList();
    boolean isList = Set.of("axes", "kernel_shape", "strides", "pads", "perm").contains(parts[0]);
    return numbers.size() > 1 || isList
        ? OnnxAttribute.of(parts[0], numbers)
        : OnnxAttribute.of(parts[0], numbers.get(0));
  }

  private static OnnxWriter allOperators() {
    OnnxWriter model =
        images()
            .input("t4", DataType.FP32, 1, 4, 2, 1)
            .input("t8", DataType.FP32, 1, 4, 2, 4)
            .input("t2", DataType.FP32, 3, 6)
            .input("v20", DataType.FP32, 1, 20)
            .input("yes", DataType.BOOL, 15, 1);
    for (int i = 0; i < OPERATORS.length; i++) {
      String[] row = OPERATORS[i];
      OnnxAttribute[] attributes =
          Arrays.stream(row[2].split(" "))
              .filter(text -> !text.isEmpty())
              .map(TensorShapesTest::attribute)
              .toArray(OnnxAttribute[]::new);
      int outputs = row[0].equals("Split") || row[0].equals("TopK") ? 2 : 1;
      List<String> made = List.of("y" + i, "y" + i + "b").subList(0, outputs);
      model.node(row[0], row[0] + i, List.of(row[1].split(" ")), made, attributes);
    }
    return model;
  }

  @Test
  void theShapeOfEveryOperatorIsAsTheRuntimeComputesIt() {
    Path file = folder.resolve("model.onnx");
    allOperators().write(file);
    OnnxModel model = OnnxModel.read(file);
    TensorShapes shapes = shapes(model);

    Map<String, TestRuntime.Result> computed =
        TestRuntime.run(TestRuntime.bytes(allOut(model, shapes)));

    assertThat(computed).hasSizeGreaterThanOrEqualTo(OPERATORS.length);
    computed.forEach(
        (tensor, result) ->
            assertThat(shapes.tensor(TensorName.of(tensor)).orElseThrow().shape())
                .as(tensor)
                .contains(result.shape()));
  }

  @Test
  void whatDependsOnAnOpenDimensionIsOpenAndTheRestIsKnown() {
    Path file = folder.resolve("model.onnx");
    OnnxWriter.named("m")
        .input("x", DataType.FP32, -1, 4, 6, 6)
        .integers("first", new long[] {0}, 1)
        .integers("rest", new long[] {-1, 12}, 2)
        .node("Shape", "/shape", List.of("x"), List.of("s"))
        .node("Gather", "/gather", List.of("s", "first"), List.of("n"))
        .node("Concat", "/concat", List.of("n", "rest"), List.of("to"), OnnxAttribute.of("axis", 0))
        .node("Reshape", "/reshape", List.of("x", "to"), List.of("y"))
        .output("y", DataType.FP32, -1, -2, -3)
        .write(file);

    TensorShapes shapes = shapes(OnnxModel.read(file));

    assertThat(shapes.tensor(TensorName.of("y")).orElseThrow().shape())
        .contains(List.of(-1L, -1L, 12L));
    assertThat(shapes.integers(TensorName.of("to"))).isEmpty();
  }

  @Test
  void nothingIsKnownBehindALayerThatOnnxDoesNotAllow() {
    Path file = folder.resolve("model.onnx");
    OnnxWriter.named("m")
        .input("x", DataType.FP32, 2, 3)
        .node("Concat", "/concat", List.of("x", "x"), List.of("c"), OnnxAttribute.of("axis", 7))
        .node("Relu", "/relu", List.of("c"), List.of("y"))
        .output("y", DataType.FP32)
        .write(file);

    TensorShapes shapes = shapes(OnnxModel.read(file));

    assertThat(shapes.tensor(TensorName.of("c")).orElseThrow().shape()).isEmpty();
  }
}
