package io.trtdoctor.graph;

import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Network;
import io.trtdoctor.text.Message;
import java.util.List;

/**
 * What the recordings say about convolutions that were constrained to INT8 and did not obey.
 *
 * <p>In EfficientViT-B0 with every convolution constrained to INT8, 20 of 50 convolutions did not
 * obey, the same 20 with TensorRT 8.6.1 and 10.6.0 (lines {@code No implementation of layer ...
 * obeys}). They are exactly those whose bias comes out of an Identity node: exporters write equal
 * constants once, with an Identity for each further use, and TensorRT takes such a bias for a
 * tensor of the network.
 *
 * <p>That this is the reason was tried on both lines: an ordinary convolution fails with such a
 * bias ({@code repro-cases/obey-shared-bias}), and depthwise convolutions that fail with it ({@code
 * repro-cases/obey-depthwise}) build with a constant of their own. It is the constraint that such a
 * convolution cannot obey: of 37 in MobileNetV3, built in INT8 without constraints by 8.6.1, 35 ran
 * in INT8.
 */
final class KernelPrior {
  private static final int BIAS = 2;
  private static final int DISOBEYED = 20;
  private static final int ALL = 20;

  private final Network network;
  private final Topology topology;

  KernelPrior(Network network, Topology topology) {
    this.network = network;
    this.topology = topology;
  }

  /** The convolutions of which all in the recordings did not obey, in the order of the network. */
  List<KernelDoubt> doubts() {
    return network.layers().stream()
        .filter(layer -> Operators.is(layer, "Conv"))
        .filter(this::hasBiasOfAnIdentity)
        .map(KernelPrior::doubt)
        .toList();
  }

  private boolean hasBiasOfAnIdentity(Layer convolution) {
    return convolution.inputs().size() > BIAS
        && topology
            .producer(convolution.inputs().get(BIAS))
            .filter(layer -> Operators.is(layer, "Identity"))
            .isPresent();
  }

  private static KernelDoubt doubt(Layer convolution) {
    return new KernelDoubt(
        convolution,
        (double) DISOBEYED / ALL,
        Message.of("graph.doubt.bias-of-an-identity", DISOBEYED, ALL));
  }
}
