package io.trtdoctor.graph;

import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.TensorName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jgrapht.Graph;
import org.jgrapht.graph.AbstractBaseGraph;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.DefaultGraphSpecificsStrategy;
import org.jgrapht.graph.DefaultGraphType;
import org.jgrapht.graph.EdgeReversedGraph;
import org.jgrapht.traverse.BreadthFirstIterator;
import org.jgrapht.traverse.NotDirectedAcyclicGraphException;
import org.jgrapht.traverse.TopologicalOrderIterator;

/** Who reads and writes what: the network as JGraphT's directed graph of layers and tensors. */
final class Topology {
  /**
   * A vertex, a layer's or a tensor's: no edge joins two of the same kind. There is one object for
   * each and no other is equal to it, so that a graph of 100,000 layers is made quickly.
   */
  private static final class Vertex {
    private final int number;
    private final Optional<Layer> layer;

    private Vertex(int number, Optional<Layer> layer) {
      this.number = number;
      this.layer = layer;
    }

    @Override
    public int hashCode() {
      return number;
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }
  }

  private final List<Layer> layers;
  private final List<Vertex> layerVertices;
  private final Map<TensorName, Vertex> tensorVertices = new HashMap<>();
  private final Graph<Vertex, Edge> graph = new QuickGraph();
  private final Map<TensorName, Layer> producers = new HashMap<>();
  private final List<Layer> order;

  Topology(Network network) {
    layers = network.layers();
    layerVertices =
        layers.stream().map(layer -> new Vertex(layer.index(), Optional.of(layer))).toList();
    network.tensors().keySet().forEach(this::tensorVertex);
    for (int i = 0; i < layers.size(); i++) {
      connect(layerVertices.get(i), layers.get(i));
    }
    order = isSorted() ? layers : sorted();
  }

  private void connect(Vertex vertex, Layer layer) {
    graph.addVertex(vertex);
    for (TensorName input : present(layer.inputs())) {
      graph.addEdge(tensorVertex(input), vertex);
    }
    for (TensorName output : present(layer.outputs())) {
      graph.addEdge(vertex, tensorVertex(output));
      producers.putIfAbsent(output, layer);
    }
  }

  private Vertex tensorVertex(TensorName name) {
    return tensorVertices.computeIfAbsent(
        name,
        unknown -> {
          Vertex vertex = new Vertex(layers.size() + tensorVertices.size(), Optional.empty());
          graph.addVertex(vertex);
          return vertex;
        });
  }

  /** Each name once, in order. */
  private static Collection<TensorName> present(List<TensorName> names) {
    Set<TensorName> present = new LinkedHashSet<>(names);
    present.removeIf(name -> name.value().isEmpty());
    return present;
  }

  /** The layers in an order in which each follows those it reads from; file order if it is one. */
  List<Layer> order() {
    return order;
  }

  Optional<Layer> producer(TensorName tensor) {
    return Optional.ofNullable(producers.get(tensor));
  }

  List<Layer> consumers(TensorName tensor) {
    Vertex vertex = tensorVertices.get(tensor);
    return vertex == null
        ? List.of()
        : graph.outgoingEdgesOf(vertex).stream()
            .flatMap(edge -> graph.getEdgeTarget(edge).layer.stream())
            .toList();
  }

  boolean isRead(TensorName tensor) {
    Vertex vertex = tensorVertices.get(tensor);
    return vertex != null && graph.outDegreeOf(vertex) > 0;
  }

  /** All layers on ways from one of the first to one of the last, both included, in file order. */
  List<Layer> between(List<Layer> first, List<Layer> last) {
    Set<Integer> inside = reached(graph, first);
    inside.retainAll(reached(new EdgeReversedGraph<>(graph), last));
    first.forEach(layer -> inside.add(layer.index()));
    last.forEach(layer -> inside.add(layer.index()));
    return layers.stream().filter(layer -> inside.contains(layer.index())).toList();
  }

  private Set<Integer> reached(Graph<Vertex, Edge> along, List<Layer> from) {
    Set<Integer> reached = new HashSet<>();
    if (!from.isEmpty()) {
      List<Vertex> start = from.stream().map(l -> layerVertices.get(l.index())).toList();
      Iterator<Vertex> walk = new BreadthFirstIterator<>(along, start);
      walk.forEachRemaining(vertex -> vertex.layer.ifPresent(l -> reached.add(l.index())));
    }
    return reached;
  }

  private boolean isSorted() {
    for (Layer layer : layers) {
      for (TensorName input : layer.inputs()) {
        Layer producer = producers.get(input);
        if (producer != null && producer.index() >= layer.index()) {
          return false;
        }
      }
    }
    return true;
  }

  private List<Layer> sorted() {
    try {
      List<Layer> sorted = new ArrayList<>();
      new TopologicalOrderIterator<>(graph)
          .forEachRemaining(vertex -> vertex.layer.ifPresent(sorted::add));
      return List.copyOf(sorted);
    } catch (NotDirectedAcyclicGraphException e) {
      return layers;
    }
  }

  /** An edge whose hash code costs nothing. */
  private static final class Edge extends DefaultEdge {
    private static final long serialVersionUID = 1L;
    private final int number;

    private Edge(int number) {
      this.number = number;
    }

    @Override
    public int hashCode() {
      return number;
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }
  }

  private static final class EdgeSupplier implements Supplier<Edge> {
    private int made;

    @Override
    public Edge get() {
      return new Edge(made++);
    }
  }

  /** A directed graph that does not look for an edge before it adds one: nobody adds one twice. */
  private static final class QuickGraph extends AbstractBaseGraph<Vertex, Edge> {
    private static final long serialVersionUID = 1L;

    QuickGraph() {
      super(
          null,
          new EdgeSupplier(),
          new DefaultGraphType.Builder()
              .directed()
              .weighted(false)
              .allowMultipleEdges(true)
              .allowSelfLoops(false)
              .build(),
          new DefaultGraphSpecificsStrategy<>());
    }
  }
}
