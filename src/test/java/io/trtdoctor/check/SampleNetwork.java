package io.trtdoctor.check;

import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.LayerName;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A chain of layers, each reading the one before; the input has an open batch size. */
final class SampleNetwork {
  private SampleNetwork() {}

  /** A chain of operators; layer {@code i} is called {@code OPERATOR_i}. */
  static NetworkGraph chain(String... operators) {
    Map<TensorName, Tensor> tensors = new LinkedHashMap<>();
    List<Layer> layers = new ArrayList<>();
    TensorName last = add(tensors, "images", Tensor.Kind.INPUT);
    for (int i = 0; i < operators.length; i++) {
      TensorName next = add(tensors, "t" + i, Tensor.Kind.ACTIVATION);
      layers.add(layer(i, operators[i], last, next));
      last = next;
    }
    return NetworkGraph.of(
        new Network(
            "chain",
            "test",
            8,
            Map.of("", 17L),
            layers,
            tensors,
            List.of(TensorName.of("images")),
            List.of(last),
            0));
  }

  static CaseInputs with(CaseInputs inputs, NetworkGraph network) {
    return new CaseInputs(inputs.log(), inputs.settings(), Optional.of(network), inputs.cache());
  }

  private static Layer layer(int index, String operator, TensorName input, TensorName output) {
    String domain = operator.endsWith("Plugin") ? "custom" : "";
    return new Layer(
        index,
        LayerName.of(operator + "_" + index),
        operator,
        domain,
        List.of(input),
        List.of(output),
        Map.of(),
        "");
  }

  private static TensorName add(Map<TensorName, Tensor> tensors, String name, Tensor.Kind kind) {
    TensorName key = TensorName.of(name);
    tensors.put(
        key, new Tensor(key, DataType.FP32, Optional.of(List.of(-1L, 3L, 224L, 224L)), kind));
    return key;
  }
}
