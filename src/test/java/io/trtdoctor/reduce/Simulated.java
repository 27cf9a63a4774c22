package io.trtdoctor.reduce;

import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Network;
import io.trtdoctor.onnx.OnnxReader;
import io.trtdoctor.search.Answer;
import java.util.List;
import java.util.function.Predicate;

/** Builds that fail if the network holds what a predicate looks for. */
final class Simulated {
  private Simulated() {}

  static ModelQuestion failsIf(Predicate<NetworkGraph> symptom) {
    return file ->
        symptom.test(NetworkGraph.of(OnnxReader.read(file))) ? Answer.FAILS : Answer.PASSES;
  }

  /** A concatenation of values, not of dimensions. */
  static boolean holdsConcatenation(NetworkGraph graph) {
    return any(graph, layer -> isConcatenation(graph, layer));
  }

  static boolean isConcatenation(NetworkGraph graph, Layer layer) {
    return layer.operator().equals("Concat")
        && layer.inputs().stream().noneMatch(graph::needsNoScale);
  }

  static boolean holds(NetworkGraph graph, String operator) {
    return any(graph, layer -> layer.operator().equals(operator));
  }

  /** A layer, one that feeds it, and so on. */
  static boolean holdsChain(NetworkGraph graph, String... operators) {
    return any(graph, layer -> endsChain(graph, layer, List.of(operators)));
  }

  private static boolean endsChain(NetworkGraph graph, Layer layer, List<String> operators) {
    int last = operators.size() - 1;
    return layer.operator().equals(operators.get(last))
        && (last == 0
            || layer.inputs().stream()
                .flatMap(input -> graph.producer(input).stream())
                .anyMatch(feeding -> endsChain(graph, feeding, operators.subList(0, last))));
  }

  static boolean any(NetworkGraph graph, Predicate<Layer> predicate) {
    Network network = graph.network();
    return network.layers().stream().anyMatch(predicate);
  }

  /** Whether some way leads from one operator to another. */
  static boolean leads(NetworkGraph graph, String from, String to) {
    return any(graph, layer -> layer.operator().equals(to) && isReached(graph, layer, from));
  }

  private static boolean isReached(NetworkGraph graph, Layer layer, String from) {
    return layer.operator().equals(from)
        || layer.inputs().stream()
            .flatMap(input -> graph.producer(input).stream())
            .anyMatch(feeding -> isReached(graph, feeding, from));
  }
}
