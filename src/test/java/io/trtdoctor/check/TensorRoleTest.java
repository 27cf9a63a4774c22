package io.trtdoctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.check.TensorRole.Role;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.LayerName;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.Tensor.Kind;
import io.trtdoctor.model.TensorName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names are those that TensorRT 10.6.0 says to lack a scale though the cache is whole. */
class TensorRoleTest {
  @ParameterizedTest
  @CsvSource({
    "/block0/act.half_output, CONSTANT",
    "/block0/act.slope_output, CONSTANT",
    "ONNXTRT_Broadcast_11_output, CONSTANT",
    "/block0/act/HardSwish_output, INSIDE_NODE",
    "/block0/act/HardSwish_output_0, ACTIVATION",
    "/block0/conv/Conv_output_0, ACTIVATION",
    "unheard-of_output, ACTIVATION"
  })
  void withTheNetworkItIsKnownWhatTensorRtMadeUp(String tensor, Role role) {
    assertThat(new TensorRole(Optional.of(block())).of(TensorName.of(tensor))).isEqualTo(role);
  }

  @ParameterizedTest
  @CsvSource({"/block0/act/HardSwish_output, ACTIVATION", "/block0/act.half_output, ACTIVATION"})
  void withoutItTheNameAloneDoesNotTell(String tensor, Role role) {
    assertThat(new TensorRole(Optional.empty()).of(TensorName.of(tensor))).isEqualTo(role);
  }

  private static NetworkGraph block() {
    Map<TensorName, Tensor> tensors = new LinkedHashMap<>();
    tensor(tensors, "input", Kind.INPUT);
    tensor(tensors, "/block0/act.half", Kind.CONSTANT);
    tensor(tensors, "/block0/act.slope", Kind.CONSTANT);
    tensor(tensors, "/block0/conv/Conv_output_0", Kind.ACTIVATION);
    tensor(tensors, "/block0/act/HardSwish_output_0", Kind.OUTPUT);
    return NetworkGraph.of(
        new Network(
            "block",
            "test",
            8,
            Map.of("", 17L),
            List.of(
                layer(0, "/block0/conv/Conv", "Conv", "input"),
                layer(1, "/block0/act/HardSwish", "HardSwish", "/block0/conv/Conv_output_0")),
            tensors,
            List.of(TensorName.of("input")),
            List.of(TensorName.of("/block0/act/HardSwish_output_0")),
            0));
  }

  private static Layer layer(int index, String name, String operator, String input) {
    return new Layer(
        index,
        LayerName.of(name),
        operator,
        "",
        List.of(TensorName.of(input)),
        List.of(TensorName.of(name + "_output_0")),
        Map.of(),
        "");
  }

  private static void tensor(Map<TensorName, Tensor> tensors, String name, Kind kind) {
    TensorName key = TensorName.of(name);
    tensors.put(key, new Tensor(key, DataType.FP32, Optional.empty(), kind));
  }
}
