package io.trtdoctor.graph;

import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.text.Message;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the recordings say about convolutions that were constrained to INT8 and did not obey.
 *
 * <p>In EfficientViT-B0 with every convolution constrained to INT8, 20 of 50 convolutions did not
 * obey, the same 20 with TensorRT 8.6.1 and 10.6.0 (lines {@code No implementation of layer ...
 * obeys}). What they have in common:
 *
 * <ul>
 *   <li>an addition reads their output (a residual connection): 14 of 15 such convolutions;
 *   <li>they are depthwise with at most 128 channels: 5 of 6; of the other 13 grouped convolutions
 *       none.
 * </ul>
 *
 * <p>Of the remaining convolutions one of 29 did not obey. One network on one GPU: a prior to
 * search by, not a rule.
 */
final class KernelPrior {
  private static final long NARROW = 128;

  private static final Share RESIDUAL = new Share("graph.doubt.residual", 14, 15);
  private static final Share NARROW_DEPTHWISE = new Share("graph.doubt.narrow-depthwise", 5, 6);

  private final Network network;
  private final Topology topology;

  KernelPrior(Network network, Topology topology) {
    this.network = network;
    this.topology = topology;
  }

  /** How many of the convolutions of a sort did not obey in the recordings. */
  private record Share(String key, int disobeyed, int all) {
    KernelDoubt of(Layer layer) {
      return new KernelDoubt(layer, (double) disobeyed / all, Message.of(key, disobeyed, all));
    }
  }

  List<KernelDoubt> doubts() {
    return network.layers().stream()
        .filter(layer -> Operators.is(layer, "Conv"))
        .flatMap(this::doubt)
        .sorted(Comparator.comparingDouble(KernelDoubt::probability).reversed())
        .toList();
  }

  private Stream<KernelDoubt> doubt(Layer convolution) {
    if (isAdded(convolution)) {
      return Stream.of(RESIDUAL.of(convolution));
    }
    return isNarrowDepthwise(convolution)
        ? Stream.of(NARROW_DEPTHWISE.of(convolution))
        : Stream.empty();
  }

  private boolean isAdded(Layer convolution) {
    return convolution.outputs().stream()
        .flatMap(tensor -> topology.consumers(tensor).stream())
        .anyMatch(layer -> Operators.is(layer, "Add") && addsActivations(layer));
  }

  /** Whether no addend is a constant: a bias is no residual connection. */
  private boolean addsActivations(Layer addition) {
    return addition.inputs().stream()
        .map(network::tensor)
        .flatMap(Optional::stream)
        .noneMatch(tensor -> tensor.kind() == Tensor.Kind.CONSTANT);
  }

  private boolean isNarrowDepthwise(Layer convolution) {
    String group = convolution.attributes().getOrDefault("group", "1");
    Optional<Long> perGroup = channelsPerGroup(convolution);
    return !group.equals("1")
        && perGroup.isPresent()
        && perGroup.get() == 1
        && isAtMost(group, NARROW);
  }

  /** The second dimension of the weights. */
  private Optional<Long> channelsPerGroup(Layer convolution) {
    if (convolution.inputs().size() < 2) {
      return Optional.empty();
    }
    TensorName weights = convolution.inputs().get(1);
    return network
        .tensor(weights)
        .flatMap(Tensor::shape)
        .filter(shape -> shape.size() > 1)
        .map(shape -> shape.get(1));
  }

  private static boolean isAtMost(String number, long limit) {
    try {
      return Long.parseLong(number) <= limit;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
