package io.trtdoctor.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.model.DataType;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.onnx.Cut;
import io.trtdoctor.onnx.OnnxModel;
import io.trtdoctor.onnx.TestModels;
import io.trtdoctor.onnx.TestRuntime;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
}
