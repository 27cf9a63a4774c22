package io.trtdoctor.graph;

import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.ScaleTrace;
import io.trtdoctor.model.TensorName;
import java.util.List;
import java.util.Optional;

/** A network as a bipartite graph of layers and tensors, every answer in stable (file) order. */
@SuppressWarnings("DoNotCallSuggester")
public final class NetworkGraph {
  private final Network network;

  private NetworkGraph(Network network) {
    this.network = network;
  }

  public static NetworkGraph of(Network network) {
    return new NetworkGraph(network);
  }

  public Network network() {
    return network;
  }

  /** The layer that computes the tensor, empty for inputs and constants. */
  public Optional<Layer> producer(TensorName tensor) {
    throw new UnsupportedOperationException();
  }

  /** The layers that read the tensor. */
  public List<Layer> consumers(TensorName tensor) {
    throw new UnsupportedOperationException();
  }

  /** The layers in an order in which each follows those it reads from. */
  public List<Layer> topologicalOrder() {
    throw new UnsupportedOperationException();
  }

  /** Layers that compute indices or shapes, where TensorRT refuses INT8. */
  public List<Layer> indexLayers() {
    throw new UnsupportedOperationException();
  }

  /**
   * Whether a missing scale of this tensor is normal: a constant, an index, a shape, a copy of one.
   */
  public boolean needsNoScale(TensorName tensor) {
    throw new UnsupportedOperationException();
  }

  /** Tensors whose scales TensorRT copies or makes equal, in the order in which it assigns them. */
  public List<ScaleCopyGroup> scaleCopyGroups() {
    throw new UnsupportedOperationException();
  }

  /** Layers that may have no INT8 kernel, likeliest first; a prior, not a rule. */
  public List<KernelDoubt> int8KernelDoubts() {
    throw new UnsupportedOperationException();
  }

  /**
   * The ONNX nodes behind a layer name of TensorRT's: plain, fused with {@code +}, {@code
   * PWN(...)}, {@code {ForeignNode[a...b]}} (everything from a to b), {@code NAME copy}; empty if
   * none is found.
   */
  public List<Layer> layersBehind(String tensorRtLayer) {
    throw new UnsupportedOperationException();
  }

  /** The ONNX tensor behind a tensor name of TensorRT's, for example without {@code copy}. */
  public Optional<TensorName> tensorBehind(String tensorRtTensor) {
    throw new UnsupportedOperationException();
  }

  /** See {@link ScaleTrace}. */
  public ScaleTrace trace(
      TensorName tensor, BuildSettings settings, Optional<CalibrationCache> cache) {
    throw new UnsupportedOperationException();
  }
}
