package io.trtdoctor.graph;

import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.LayerName;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.ScaleTrace;
import io.trtdoctor.model.TensorName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A network as a bipartite graph of layers and tensors, every answer in stable (file) order.
 *
 * <p>Everything takes time in proportion to the size of the network.
 */
public final class NetworkGraph {
  private final Network network;
  private final Topology topology;
  private final IndexAnalysis indices;
  private final ScaleCopies copies;
  private final Map<String, LayerName> registered;
  private final TensorRtNames names;

  private NetworkGraph(Network network) {
    this.network = network;
    this.topology = new Topology(network);
    this.indices = new IndexAnalysis(network, topology);
    this.copies = new ScaleCopies(network, indices);
    this.registered = Map.of();
    this.names = new TensorRtNames(network, topology, registered);
  }

  private NetworkGraph(NetworkGraph graph, Map<String, LayerName> registered) {
    this.network = graph.network;
    this.topology = graph.topology;
    this.indices = graph.indices;
    this.copies = graph.copies;
    this.registered = Map.copyOf(registered);
    this.names = new TensorRtNames(network, topology, this.registered);
  }

  public static NetworkGraph of(Network network) {
    return new NetworkGraph(network);
  }

  /**
   * The same graph that also knows names which TensorRT's parser made up.
   *
   * @param registered ONNX node by layer of TensorRT's, as a verbose log tells it in {@code
   *     Registering layer: LAYER for ONNX node: NODE}, and for {@code Registering layer: LAYER
   *     required by ONNX-TRT} the node of the last {@code Parsing node: NODE [OPERATOR]}
   */
  public NetworkGraph withRegisteredLayers(Map<String, LayerName> registered) {
    Map<String, LayerName> all = new HashMap<>(this.registered);
    all.putAll(registered);
    return new NetworkGraph(this, all);
  }

  /**
   * The same graph that also knows unnamed layers such as {@code (Unnamed Layer* 193) [Shuffle]} by
   * their place among the named ones.
   *
   * @param tensors names in TensorRT's order, as a calibration cache that it wrote and the lines
   *     {@code INT8 Inference Tensor scales and zero-points} of a log list them; an unnamed one is
   *     taken to belong to the node of the next one that is known (inferred; so it is for the hard
   *     swish, addition and matrix products of EfficientViT with 8.6.1)
   */
  public NetworkGraph withTensorOrder(List<String> tensors) {
    return withRegisteredLayers(names.unnamedLayers(tensors));
  }

  public Network network() {
    return network;
  }

  /** The layer that computes the tensor, empty for inputs, constants and tensors not known. */
  public Optional<Layer> producer(TensorName tensor) {
    return topology.producer(tensor);
  }

  /** The layers that read the tensor. */
  public List<Layer> consumers(TensorName tensor) {
    return topology.consumers(tensor);
  }

  /**
   * The layers in an order in which each follows those it reads from; in file order if that is one,
   * or if there is none because layers read from each other in a circle.
   */
  public List<Layer> topologicalOrder() {
    return topology.order();
  }

  /**
   * Layers that compute indices or shapes, where TensorRT refuses INT8 ({@code cannot use precision
   * Int8 for layer that computes indices}, 8.6.1); constants are not among them.
   */
  public List<Layer> indexLayers() {
    return indices.indexLayers();
  }

  /**
   * Whether a missing scale of this tensor is normal: a constant, an index, a shape, a copy of one,
   * anything that is not floating-point; also under the names that TensorRT gives such tensors.
   */
  public boolean needsNoScale(TensorName tensor) {
    if (network.tensors().containsKey(tensor)) {
      return indices.needsNoScale(tensor);
    }
    return TensorRtNames.isMadeWithoutScale(tensor.value())
        || names.tensor(tensor.value()).filter(indices::needsNoScale).isPresent();
  }

  /**
   * Whether the tensor ends in an input that is a shape, an axis, a count, a factor of resizing or
   * an index, so that its values decide on shapes.
   */
  public boolean isIndex(TensorName tensor) {
    return indices.isIndex(tensor);
  }

  /** All tensors whose values decide on shapes, as {@link #isIndex} says. */
  public Set<TensorName> indices() {
    return network.tensors().keySet().stream()
        .filter(this::isIndex)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Tensors whose scales TensorRT copies or makes equal, in the order in which it comes to them: a
   * build without any scale fails at the {@code source} of the first group. Empty for a network
   * without such copies.
   */
  public List<ScaleCopyGroup> scaleCopyGroups() {
    return copies.groups();
  }

  /**
   * Tensors that can share one scale, each list in network order: those of {@link
   * #scaleCopyGroups()} and those that only layers such as reshape and transpose join.
   */
  public List<List<TensorName>> tensorsOfOneScale() {
    return copies.sameScales();
  }

  /**
   * Layers that may not obey a constraint to INT8, in the order of the network: a prior from
   * recordings, not a rule.
   */
  public List<KernelDoubt> int8KernelDoubts() {
    return new KernelPrior(network, topology).doubts();
  }

  /**
   * The ONNX nodes behind a layer name of TensorRT's: plain, fused with {@code +}, {@code
   * PWN(...)}, {@code {ForeignNode[a...b]}} (everything from a to b), {@code NAME copy}, {@code
   * NAME_clone_1}, {@code NAME[CONVOLUTION]}, {@code NAME_273}, {@code Reformatting CopyNode for
   * Input Tensor 0 to NAME}; empty if none is found.
   */
  public List<Layer> layersBehind(String tensorRtLayer) {
    return names.layers(tensorRtLayer);
  }

  /**
   * The ONNX tensor behind a tensor name of TensorRT's, for example without {@code copy}; empty for
   * those that TensorRT made itself.
   */
  public Optional<TensorName> tensorBehind(String tensorRtTensor) {
    return names.tensor(tensorRtTensor);
  }

  /**
   * The way from a tensor back through the layers that copy scales to the layer whose output has to
   * be calibrated.
   *
   * @param tensor as ONNX or TensorRT names it; one that is not found makes a trace of itself and,
   *     if that is known, of the node it was made for
   * @see ScaleTrace
   */
  public ScaleTrace trace(
      TensorName tensor, BuildSettings settings, Optional<CalibrationCache> cache) {
    return new ScaleTracer(this, copies, settings, cache).trace(tensor);
  }
}
