package io.trtdoctor.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trtdoctor.data.NamedSample;
import io.trtdoctor.data.NetworkInput;
import io.trtdoctor.data.Samples;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.model.TensorValues;
import io.trtdoctor.onnx.OnnxModel;
import io.trtdoctor.onnx.OnnxWriter;
import io.trtdoctor.probe.Batches;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActivationRunTest {
  private static final List<TensorName> ALL =
      List.of(
          TensorName.of("x"),
          TensorName.of("doubled"),
          TensorName.of("shape"),
          TensorName.of("kept"),
          TensorName.of("y"));

  @TempDir private Path folder;

  /** x times 2, its shape, its positive part, and that plus itself. */
  private OnnxModel model() {
    Path file = folder.resolve("model.onnx");
    OnnxWriter.named("small")
        .input("x", DataType.FP32, 1, 4)
        .floats("two", new float[] {2})
        .node("Mul", "/mul", List.of("x", "two"), List.of("doubled"))
        .node("Shape", "/shape", List.of("x"), List.of("shape"))
        .node("Relu", "/relu", List.of("doubled"), List.of("kept"))
        .node("Add", "/add", List.of("kept", "kept"), List.of("y"))
        .output("y", DataType.FP32, 1, 4)
        .write(file);
    return OnnxModel.read(file);
  }

  private static NamedSample sample(float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return new NamedSample(
        "sample of " + values.length,
        Map.of(
            TensorName.of("x"),
            new TensorValues(DataType.FP32, List.of(1L, (long) values.length), bytes)));
  }

  private static Map<String, List<Float>> seen(ActivationRun run, NamedSample... samples) {
    Map<String, List<Float>> seen = new LinkedHashMap<>();
    run.over(
        List.of(samples),
        (source, values) ->
            values.forEach(
                (tensor, floats) ->
                    seen.computeIfAbsent(tensor.value(), t -> new ArrayList<>())
                        .addAll(list(floats))));
    return seen;
  }

  private static List<Float> list(FloatBuffer floats) {
    List<Float> values = new ArrayList<>();
    while (floats.hasRemaining()) {
      values.add(floats.get());
    }
    return values;
  }

  @Test
  void everyFloatTensorIsShownSampleBySample() {
    ActivationRun run = ActivationRun.of(model(), ALL, tensor -> 16);

    assertThat(seen(run, sample(1, -2, 3, 0), sample(0, 0, 0, 5)))
        .isEqualTo(
            Map.of(
                "x", List.of(1f, -2f, 3f, 0f, 0f, 0f, 0f, 5f),
                "doubled", List.of(2f, -4f, 6f, 0f, 0f, 0f, 0f, 10f),
                "kept", List.of(2f, 0f, 6f, 0f, 0f, 0f, 0f, 10f),
                "y", List.of(4f, 0f, 12f, 0f, 0f, 0f, 0f, 20f)));
    assertThat(run.passes()).isEqualTo(1);
  }

  @Test
  void inSeveralPassesTheSameIsShown() {
    ActivationRun run = ActivationRun.of(model(), ALL, tensor -> 16, 32);

    assertThat(run.passes()).isEqualTo(2);
    assertThat(seen(run, sample(1, -2, 3, 0)))
        .isEqualTo(seen(ActivationRun.of(model(), ALL, tensor -> 16), sample(1, -2, 3, 0)));
  }

  @Test
  void aTensorThatIsLargerThanTheLimitHasAPassOfItsOwn() {
    assertThat(Chunks.of(ALL, tensor -> tensor.value().equals("shape") ? 99 : 10, 30))
        .containsExactly(ALL.subList(0, 2), ALL.subList(2, 3), ALL.subList(3, 5));
  }

  @Test
  void aSampleThatDoesNotFitIsNamed() {
    ActivationRun run = ActivationRun.of(model(), ALL, tensor -> 16);

    assertThatThrownBy(() -> seen(run, sample(1, 2, 3)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("sample of 3")
        .hasMessageContaining("Got: 3 Expected: 4");
  }

  @Test
  void samplesAreMadeAnewForEachPass() {
    ActivationRun run = ActivationRun.of(model(), ALL, tensor -> 16, 16);
    Samples samples =
        Samples.of(Batches.Synthetic.normal(1, 2), NetworkInput.of(model().network(), Map.of()));
    List<Float> inputs = new ArrayList<>();
    run.over(
        samples,
        (source, values) ->
            values.forEach((tensor, floats) -> inputs.addAll(list(floats).subList(0, 1))));

    assertThat(inputs).hasSize(8);
  }

  @Test
  void anOperatorThatNobodyKnowsIsRefusedInOneMessage() {
    Path file = folder.resolve("unknown.onnx");
    OnnxWriter.named("unknown")
        .input("x", DataType.FP32, 1, 4)
        .node("NoSuchThing", "/what", List.of("x"), List.of("y"))
        .output("y", DataType.FP32, 1, 4)
        .write(file);
    ActivationRun run =
        ActivationRun.of(OnnxModel.read(file), List.of(TensorName.of("y")), tensor -> 16);

    assertThatThrownBy(() -> seen(run, sample(1, 2, 3, 4)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("NoSuchThing");
  }

  @Test
  void withoutTheRuntimeTheUserIsToldWhatToDo() {
    assertThatThrownBy(() -> CpuRuntime.require("ai.onnxruntime.NotThere"))
        .isInstanceOf(MachineLacksException.class)
        .hasMessageContaining("onnxruntime");
  }
}
