package io.trtdoctor.experiment;

import io.trtdoctor.finding.Subject;
import io.trtdoctor.graph.KernelDoubt;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.Layer;
import java.util.HashMap;
import java.util.Map;

/** What the network knows of TensorRT's layers: the ONNX node behind, and how suspect it is. */
final class LayerNames {
  /** How much more suspect a layer is that never had a kernel in the recordings. */
  private static final double MOST_DOUBT = 20;

  private final NetworkGraph network;
  private final Map<String, Double> doubts = new HashMap<>();

  LayerNames(NetworkGraph network) {
    this.network = network;
    for (KernelDoubt doubt : network.int8KernelDoubts()) {
      doubts.put(doubt.layer().name().value(), 1 + MOST_DOUBT * doubt.probability());
    }
    for (Layer layer : network.indexLayers()) {
      doubts.put(layer.name().value(), 1 + MOST_DOUBT);
    }
  }

  double doubt(String layer) {
    return doubts.getOrDefault(layer, 1.0);
  }

  Subject subject(String layer) {
    return new Subject(
        Subject.Kind.LAYER,
        layer,
        network.layersBehind(layer).stream().map(node -> node.name().value()).findFirst());
  }
}
