package io.trtdoctor.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.onnx.TestModels;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkReducerTest {
  @TempDir Path folder;

  static Stream<Arguments> symptoms() {
    return Stream.of(
        Arguments.of(
            "efficientvit_b0.onnx.gz",
            symptom("a concatenation", Simulated::holdsConcatenation),
            1),
        Arguments.of(
            "efficientvit_b0.onnx.gz",
            symptom("a pooling", g -> Simulated.holds(g, "GlobalAveragePool")),
            1),
        Arguments.of(
            "efficientvit_b0.onnx.gz",
            symptom(
                "a concatenation or a pooling",
                g -> Simulated.holdsConcatenation(g) || Simulated.holds(g, "GlobalAveragePool")),
            1),
        Arguments.of(
            "efficientvit_b0.onnx.gz",
            symptom(
                "both",
                g -> Simulated.holdsConcatenation(g) && Simulated.holds(g, "GlobalAveragePool")),
            2),
        Arguments.of(
            "efficientvit_b0.onnx.gz",
            symptom(
                "convolutions into a concatenation",
                g -> Simulated.holdsChain(g, "Conv", "Conv", "Concat")),
            3),
        Arguments.of(
            "efficientvit_b0.onnx.gz",
            symptom(
                "attention",
                g ->
                    Simulated.holdsChain(
                        g,
                        "Conv",
                        "Concat",
                        "Reshape",
                        "Transpose",
                        "Slice",
                        "Relu",
                        "Cast",
                        "MatMul")),
            8),
        Arguments.of(
            "mobilenetv3_small_100.onnx.gz",
            symptom(
                "squeeze and excite",
                g ->
                    Simulated.holdsChain(
                        g, "ReduceMean", "Conv", "Relu", "Conv", "HardSigmoid", "Mul")),
            6));
  }

  private static Named<Predicate<NetworkGraph>> symptom(
      String name, Predicate<NetworkGraph> predicate) {
    return Named.of(name, predicate);
  }

  @ParameterizedTest
  @MethodSource("symptoms")
  void aRealModelIsReducedToWhatFails(String model, Predicate<NetworkGraph> symptom, int expected)
      throws InterruptedException {
    Reduction reduction =
        new NetworkReducer(folder, ReductionOptions.plain(), ReductionListener.none())
            .reduce(TestModels.copied(model, folder), Simulated.failsIf(symptom));

    System.out.println("MEASURED " + model + " " + expected + " " + reduction);
    assertThat(reduction.layersAfter()).isEqualTo(expected);
    assertThat(reduction.tries()).isLessThan(60);
  }
}
