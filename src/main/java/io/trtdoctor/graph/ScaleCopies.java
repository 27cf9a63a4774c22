package io.trtdoctor.graph;

import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.TensorName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jgrapht.alg.util.UnionFind;

/**
 * Finds the tensors that share a scale.
 *
 * <p>Measured with TensorRT 8.6.1 and 10.6.0 on EfficientViT-B0 (all lines {@code Overriding tensor
 * scales}, {@code Assigning tensor scales} and {@code Overriding ... scale and zero-point} of the
 * recordings):
 *
 * <ul>
 *   <li>A concatenation of float tensors gives its output's scale to all inputs: 4 of 4, at the end
 *       of calibration and again when it is eliminated.
 *   <li>A slice gets the scale of what it cuts from: 20 of 20, when it is eliminated after
 *       calibration.
 *   <li>The first copy, where a build without scales dies, is that of the network's first
 *       concatenation or pooling; 8.6.1 goes on in network order, 10.6.0 in another one.
 *   <li>Global average pooling, ReLU, addition and padding keep scales of their own.
 *   <li>Reshape, transpose, flatten and cast are not copied, yet their scales are equal to the bit
 *       (36 of 36), since both sides hold the same values.
 * </ul>
 *
 * <p>Max pooling gets its input's scale: recorded for DenseNet. Average pooling and resizing do so
 * in caches written by 8.6 and 9.0 that are public. Splitting is taken to be slicing, and other
 * operators that only rearrange values to be like reshape: inferred.
 *
 * <p>A group has at least one copy that is made: reshapes alone make none.
 */
final class ScaleCopies {
  private final Network network;
  private final IndexAnalysis indices;
  private final UnionFind<TensorName> sameScale;
  private final List<Layer> ties = new ArrayList<>();

  ScaleCopies(Network network, IndexAnalysis indices) {
    this.network = network;
    this.indices = indices;
    this.sameScale = new UnionFind<>(network.tensors().keySet());
    network.layers().forEach(this::tie);
  }

  /** Whether the scales on both sides of the layer are one. */
  boolean tiesScales(Layer layer) {
    boolean tying =
        Operators.isConcat(layer)
            || Operators.copiesFromInput(layer)
            || Operators.rearranges(layer);
    return tying
        && !layer.outputs().isEmpty()
        && isQuantised(layer.outputs().get(0))
        && tiedInputs(layer).findAny().isPresent();
  }

  /** The inputs whose scale is that of the output. */
  Stream<TensorName> tiedInputs(Layer layer) {
    return layer.inputs().stream()
        .limit(Operators.isConcat(layer) ? Long.MAX_VALUE : 1)
        .filter(this::isQuantised);
  }

  List<ScaleCopyGroup> groups() {
    Map<TensorName, List<Layer>> layersByGroup = new LinkedHashMap<>();
    for (Layer layer : ties) {
      layersByGroup
          .computeIfAbsent(sameScale.find(layer.outputs().get(0)), root -> new ArrayList<>())
          .add(layer);
    }
    layersByGroup.values().removeIf(layers -> layers.stream().allMatch(Operators::rearranges));
    Map<TensorName, List<TensorName>> tensorsByGroup = new LinkedHashMap<>();
    for (TensorName tensor : network.tensors().keySet()) {
      TensorName root = sameScale.find(tensor);
      if (layersByGroup.containsKey(root)) {
        tensorsByGroup.computeIfAbsent(root, r -> new ArrayList<>()).add(tensor);
      }
    }
    return layersByGroup.keySet().stream()
        .map(root -> group(tensorsByGroup.get(root), layersByGroup.get(root)))
        .sorted(
            Comparator.comparing(ScaleCopies::isCopiedAfterCalibration)
                .thenComparing(group -> copies(group).findFirst().orElseThrow().index()))
        .toList();
  }

  /**
   * Tensors that TensorRT gives one scale or that hold the same values, two or more in each list,
   * in network order; those that only reshapes join are among them.
   */
  List<List<TensorName>> sameScales() {
    Map<TensorName, List<TensorName>> byRoot = new LinkedHashMap<>();
    for (TensorName tensor : network.tensors().keySet()) {
      byRoot.computeIfAbsent(sameScale.find(tensor), root -> new ArrayList<>()).add(tensor);
    }
    return byRoot.values().stream().filter(tensors -> tensors.size() > 1).toList();
  }

  private void tie(Layer layer) {
    if (tiesScales(layer)) {
      ties.add(layer);
      tiedInputs(layer).forEach(input -> sameScale.union(input, layer.outputs().get(0)));
      layer.outputs().stream()
          .filter(this::isQuantised)
          .forEach(output -> sameScale.union(output, layer.outputs().get(0)));
    }
  }

  private boolean isQuantised(TensorName tensor) {
    return network.tensors().containsKey(tensor) && !indices.needsNoScale(tensor);
  }

  /**
   * The group with the tensor that the others get their scale from: the output of its last
   * concatenation, else the input of its first copying layer.
   */
  private ScaleCopyGroup group(List<TensorName> tensors, List<Layer> layers) {
    TensorName source =
        layers.stream()
            .filter(Operators::isConcat)
            .reduce((first, second) -> second)
            .map(concat -> concat.outputs().get(0))
            .or(
                () ->
                    layers.stream()
                        .filter(Operators::copiesFromInput)
                        .findFirst()
                        .map(copy -> copy.inputs().get(0)))
            .orElseThrow();
    return new ScaleCopyGroup(source, tensors, layers);
  }

  /** Whether the group's copies are slices alone, which the builder comes to last. */
  private static boolean isCopiedAfterCalibration(ScaleCopyGroup group) {
    return copies(group)
        .allMatch(layer -> Operators.is(layer, "Slice") || Operators.is(layer, "Split"));
  }

  private static Stream<Layer> copies(ScaleCopyGroup group) {
    return group.layers().stream().filter(layer -> !Operators.rearranges(layer));
  }
}
