package io.trtdoctor.cli;

import io.trtdoctor.calibration.CacheNetwork;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.onnx.OnnxReader;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** The network that a calibration cache is held against. */
record CacheModel(NetworkGraph graph, CacheNetwork network) {
  /** The model at a place of the command line, empty if there is none. */
  static Optional<CacheModel> at(ParseResult line, int place) {
    return Optional.ofNullable(line.<String>matchedPositionalValue(place, null))
        .map(CacheModel::read);
  }

  /** The model that an option names, empty if it is not given. */
  static Optional<CacheModel> of(ParseResult line, String option) {
    return Optional.ofNullable(line.<String>matchedOptionValue(option, null)).map(CacheModel::read);
  }

  /** The model that the cache was made with, before it was exported anew. */
  static Optional<Network> before(ParseResult line) {
    return of(line, "--before").map(model -> model.graph().network());
  }

  private static CacheModel read(String file) {
    NetworkGraph graph = NetworkGraph.of(OnnxReader.read(CaseFiles.path(file)));
    return new CacheModel(
        graph, new CacheNetwork(graph.network(), graph::needsNoScale, graph.tensorsOfOneScale()));
  }

  /** The layer that computes a tensor of the cache, also one that TensorRT named. */
  static Optional<Layer> layer(NetworkGraph graph, TensorName tensor) {
    return graph
        .producer(tensor)
        .or(() -> graph.tensorBehind(tensor.value()).flatMap(graph::producer))
        .or(() -> first(graph.layersBehind(tensor.value())))
        .or(() -> first(graph.layersBehind(withoutOutput(tensor.value()))));
  }

  private static Optional<Layer> first(List<Layer> layers) {
    return layers.stream().findFirst();
  }

  /** TensorRT calls a tensor without a name after its layer, as in {@code LAYER_output}. */
  private static String withoutOutput(String tensor) {
    return tensor.replaceFirst("_output(_\\d+)?$", "");
  }
}
