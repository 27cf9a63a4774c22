package io.trtdoctor.check;

import io.trtdoctor.finding.Subject;
import io.trtdoctor.finding.Subject.Kind;
import io.trtdoctor.model.Layer;
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
}
