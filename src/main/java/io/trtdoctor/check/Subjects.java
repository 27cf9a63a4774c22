package io.trtdoctor.check;

import io.trtdoctor.finding.Subject;
import io.trtdoctor.finding.Subject.Kind;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.TensorName;
import java.util.List;
import java.util.Optional;

/** Names the things a finding is about, with the ONNX node they come from where it is known. */
final class Subjects {
  private Subjects() {}

  /** Layers as TensorRT names them. */
  static List<Subject> layers(CaseInputs inputs, List<String> names) {
    return names.stream().map(name -> layer(inputs, name)).toList();
  }

  static Subject layer(CaseInputs inputs, String name) {
    Optional<String> node =
        inputs.network().map(graph -> graph.layersBehind(name)).stream()
            .flatMap(List::stream)
            .map(layer -> layer.name().value())
            .findFirst();
    return new Subject(Kind.LAYER, name, node);
  }

  /** Layers of the model itself. */
  static List<Subject> nodes(List<Layer> layers) {
    return layers.stream()
        .map(layer -> layer.name().value())
        .map(name -> new Subject(Kind.LAYER, name, Optional.of(name)))
        .toList();
  }

  static List<Subject> files(List<String> names) {
    return names.stream().map(name -> Subject.of(Kind.FILE, name)).toList();
  }

  /** Tensors, with the node that computes each, or for which TensorRT made it, if it is known. */
  static List<Subject> tensors(CaseInputs inputs, List<TensorName> names) {
    return names.stream().map(name -> tensor(inputs, name)).toList();
  }

  static Subject tensor(CaseInputs inputs, TensorName name) {
    Optional<String> node =
        inputs
            .network()
            .flatMap(graph -> nodeBehind(graph, name))
            .map(layer -> layer.name().value());
    return new Subject(Kind.TENSOR, name.value(), node);
  }

  private static Optional<Layer> nodeBehind(NetworkGraph graph, TensorName name) {
    Optional<TensorName> tensor = graph.tensorBehind(name.value());
    return tensor.isPresent()
        ? graph.producer(tensor.get())
        : graph.layersBehind(name.value()).stream().findFirst();
  }
}
