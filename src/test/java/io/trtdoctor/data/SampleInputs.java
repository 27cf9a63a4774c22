package io.trtdoctor.data;

import io.trtdoctor.model.DataType;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Networks of which only an input is known. */
final class SampleInputs {
  private SampleInputs() {}

  static Network network(String input, List<Long> shape) {
    return of(new NetworkInput(TensorName.of(input), DataType.FP32, shape));
  }

  static Network of(NetworkInput input) {
    Tensor tensor =
        new Tensor(input.name(), input.type(), Optional.of(input.shape()), Tensor.Kind.INPUT);
    return new Network(
        "net",
        "",
        8,
        Map.of("", 17L),
        List.of(),
        Map.of(input.name(), tensor),
        List.of(input.name()),
        List.of(),
        0);
  }
}
