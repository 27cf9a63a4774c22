package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent;
import io.trtdoctor.buildlog.LogEvent.Int8Rejected;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.TensorName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks up which tensors at the ends of a fused block lack a scale. */
final class BlockScales {
  private final CaseInputs inputs;
  private final BuildLog log;
  private final ScaleCover cover;

  BlockScales(CaseInputs inputs, BuildLog log) {
    this.inputs = inputs;
    this.log = log;
    this.cover = inputs.cover();
  }

  /** A tensor and the line that says it lacks its scale. */
  record Lack(TensorName tensor, LogEvent event) {}

  /** The block's output, if it lacks its scale and the block's input has one. */
  Optional<Lack> outputWithoutScale(UnimplementedNode node) {
    if (!node.isFusedWithPointwise() || inputLacksScale(node)) {
      return Optional.empty();
    }
    return rejectedOutput(node).or(() -> missingOutput(node));
  }

  private boolean inputLacksScale(UnimplementedNode node) {
    return rejections(node).anyMatch(event -> event.line().message().contains("at input index"));
  }

  private Optional<Lack> rejectedOutput(UnimplementedNode node) {
    return rejections(node)
        .filter(event -> event.line().message().contains("at output index"))
        .findFirst()
        .map(event -> new Lack(event.tensor(), event));
  }

  private Stream<Int8Rejected> rejections(UnimplementedNode node) {
    return log.all(Int8Rejected.class).stream()
        .filter(event -> event.layer().value().equals(node.name()));
  }

  /** By name: the output of the block's last layer, as the network or the usual naming has it. */
  private Optional<Lack> missingOutput(UnimplementedNode node) {
    List<String> outputs = outputNames(node.lastLayer());
    return cover.missing().stream()
        .filter(event -> outputs.contains(event.tensor().value()))
        .findFirst()
        .map(event -> new Lack(event.tensor(), event));
  }

  private List<String> outputNames(String layer) {
    Stream<String> known =
        inputs.network().stream()
            .flatMap(graph -> graph.network().layers().stream())
            .filter(candidate -> candidate.name().value().equals(layer))
            .map(Layer::outputs)
            .flatMap(List::stream)
            .map(TensorName::value);
    return Stream.concat(known, Stream.of(layer + "_output_0", layer + ":0")).toList();
  }
}
