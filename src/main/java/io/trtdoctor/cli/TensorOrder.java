package io.trtdoctor.cli;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent.ScaleInEffect;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.CalibrationCache;
import java.util.List;

/** Lists of tensors in TensorRT's order, which tells what its unnamed layers belong to. */
final class TensorOrder {
  /** How TensorRT calls layers that its parser made without a name. */
  private static final String UNNAMED = "(Unnamed Layer";

  private TensorOrder() {}

  static List<String> of(CalibrationCache cache) {
    return cache.entries().stream().map(entry -> entry.tensor().value()).toList();
  }

  static List<String> of(BuildLog log) {
    return log.all(ScaleInEffect.class).stream().map(event -> event.tensor().value()).toList();
  }

  /** The graph with the names that the list tells, the same graph if that is none. */
  static NetworkGraph applied(NetworkGraph graph, List<String> tensors) {
    return tensors.stream().anyMatch(name -> name.startsWith(UNNAMED))
        ? graph.withTensorOrder(tensors)
        : graph;
  }
}
