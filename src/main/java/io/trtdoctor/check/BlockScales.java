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

  /**
   * A tensor that lacks its scale.
   *
   * @param block the fused block whose output it is
   * @param event the line that says so
   */
  record Lack(TensorName tensor, String block, LogEvent event) {}

  /**
   * The block's output, if it lacks its scale and the block's input has one; or the output of an
   * earlier block of which that is true and which this one reads.
   */
  Optional<Lack> outputWithoutScale(UnimplementedNode node) {
    if (!node.isFusedWithPointwise()) {
      return Optional.empty();
    }
    return lacksScaleAtInput(node.name())
        ? earlierOutput(node)
        : rejectedOutput(node.name()).or(() -> missingOutput(node));
  }

  private boolean lacksScaleAtInput(String block) {
    return rejections(block).anyMatch(BlockScales::isAtInput);
  }

  /** Behind a depthwise convolution it is the block after that has no kernel. */
  private Optional<Lack> earlierOutput(UnimplementedNode node) {
    List<TensorName> read =
        rejections(node.name()).filter(BlockScales::isAtInput).map(Int8Rejected::tensor).toList();
    return log.all(Int8Rejected.class).stream()
        .filter(event -> !isAtInput(event) && read.contains(event.tensor()))
        .map(event -> event.layer().value())
        .filter(block -> UnimplementedNode.isFusedWithPointwise(block))
        .filter(block -> !lacksScaleAtInput(block))
        .findFirst()
        .flatMap(this::rejectedOutput);
  }

  private Optional<Lack> rejectedOutput(String block) {
    return rejections(block)
        .filter(event -> !isAtInput(event))
        .findFirst()
        .map(event -> new Lack(event.tensor(), block, event));
  }

  private Stream<Int8Rejected> rejections(String block) {
    return log.all(Int8Rejected.class).stream()
        .filter(event -> event.layer().value().equals(block));
  }

  private static boolean isAtInput(Int8Rejected event) {
    return event.line().message().contains("at input index");
  }

  /** By name: the output of the block's last layer, as the network or the usual naming has it. */
  private Optional<Lack> missingOutput(UnimplementedNode node) {
    List<String> outputs = outputNames(node.lastLayer());
    return cover.missing().stream()
        .filter(event -> outputs.contains(event.tensor().value()))
        .findFirst()
        .map(event -> new Lack(event.tensor(), node.name(), event));
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
