package io.trtdoctor.graph;

import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.TensorName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jgrapht.Graph;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.EdgeReversedGraph;
import org.jgrapht.graph.SimpleDirectedGraph;
import org.jgrapht.traverse.BreadthFirstIterator;
import org.jgrapht.traverse.NotDirectedAcyclicGraphException;
import org.jgrapht.traverse.TopologicalOrderIterator;

/** Who reads and writes what: the network as JGraphT's directed graph of layers and tensors. */
final class Topology {
  /** A vertex: no edge joins two of the same kind. */
  private sealed interface Vertex {}

  private record LayerVertex(int index) implements Vertex {}

  private record TensorVertex(TensorName name) implements Vertex {}

  private final List<Layer> layers;
  private final Graph<Vertex, DefaultEdge> graph = new SimpleDirectedGraph<>(DefaultEdge.class);
  private final Map<TensorName, Layer> producers = new HashMap<>();
  private final List<Layer> order;

  Topology(Network network) {
    layers = network.layers();
    network.tensors().keySet().forEach(name -> graph.addVertex(new TensorVertex(name)));
    for (int i = 0; i < layers.size(); i++) {
      connect(new LayerVertex(i), layers.get(i));
    }
    order = isSorted() ? layers : sorted();
  }

  private void connect(LayerVertex vertex, Layer layer) {
    graph.addVertex(vertex);
    present(layer.inputs()).forEach(tensor -> join(tensor, vertex));
    present(layer.outputs()).forEach(tensor -> join(vertex, tensor));
    layer.outputs().stream()
        .filter(name -> !name.value().isEmpty())
        .forEach(name -> producers.putIfAbsent(name, layer));
  }

  private void join(Vertex from, Vertex to) {
    graph.addVertex(from);
    graph.addVertex(to);
    graph.addEdge(from, to);
  }

  private static Stream<TensorVertex> present(List<TensorName> names) {
    return names.stream().filter(name -> !name.value().isEmpty()).map(TensorVertex::new);
  }

  /** The layers in an order in which each follows those it reads from; file order if it is one. */
  List<Layer> order() {
    return order;
  }

  Optional<Layer> producer(TensorName tensor) {
    return Optional.ofNullable(producers.get(tensor));
  }

  List<Layer> consumers(TensorName tensor) {
    Vertex vertex = new TensorVertex(tensor);
    return graph.containsVertex(vertex)
        ? graph.outgoingEdgesOf(vertex).stream()
            .map(graph::getEdgeTarget)
            .flatMap(this::layer)
            .toList()
        : List.of();
  }

  /** All layers on ways from one of the first to one of the last, both included, in file order. */
  List<Layer> between(List<Layer> first, List<Layer> last) {
    Set<Integer> inside = reached(graph, first);
    inside.retainAll(reached(new EdgeReversedGraph<>(graph), last));
    first.forEach(layer -> inside.add(layer.index()));
    last.forEach(layer -> inside.add(layer.index()));
    return layers.stream().filter(layer -> inside.contains(layer.index())).toList();
  }

  private Set<Integer> reached(Graph<Vertex, DefaultEdge> along, List<Layer> from) {
    Set<Integer> reached = new HashSet<>();
    if (!from.isEmpty()) {
      List<Vertex> start = from.stream().<Vertex>map(l -> new LayerVertex(l.index())).toList();
      Iterator<Vertex> walk = new BreadthFirstIterator<>(along, start);
      walk.forEachRemaining(vertex -> layer(vertex).forEach(l -> reached.add(l.index())));
    }
    return reached;
  }

  private Stream<Layer> layer(Vertex vertex) {
    return vertex instanceof LayerVertex layer
        ? Stream.of(layers.get(layer.index()))
        : Stream.empty();
  }

  private boolean isSorted() {
    return layers.stream()
        .allMatch(
            layer ->
                layer.inputs().stream()
                    .map(producers::get)
                    .allMatch(producer -> producer == null || producer.index() < layer.index()));
  }

  private List<Layer> sorted() {
    try {
      List<Layer> sorted = new ArrayList<>();
      new TopologicalOrderIterator<>(graph)
          .forEachRemaining(vertex -> layer(vertex).forEach(sorted::add));
      return List.copyOf(sorted);
    } catch (NotDirectedAcyclicGraphException e) {
      return layers;
    }
  }
}
