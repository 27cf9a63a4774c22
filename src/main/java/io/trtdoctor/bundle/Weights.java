package io.trtdoctor.bundle;

import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.onnx.OnnxModel;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A model's weights, to be made up or kept. */
public final class Weights {
  /** Fewer numbers tell nothing of a training. */
  private static final int LEAST_ELEMENTS = 64;

  private final OnnxModel own;
  private final Set<TensorName> indices;

  private Weights(OnnxModel own, Set<TensorName> indices) {
    this.own = own;
    this.indices = indices;
  }

  /**
   * Those of a file.
   *
   * @throws io.trtdoctor.error.BadInputException if it is no model
   */
  public static Weights of(Path model) {
    OnnxModel own = OnnxModel.read(model);
    return new Weights(own, NetworkGraph.of(own.network()).indices());
  }

  /** The model with all its weights. */
  OnnxModel own() {
    return own;
  }

  /**
   * The model with made-up weights but for those of these names and those that decide on shapes.
   */
  public OnnxModel madeUpBut(Set<TensorName> kept) {
    Set<TensorName> all = new HashSet<>(indices);
    all.addAll(kept);
    return own.withSeededWeights(all);
  }

  /** Weights of some size that stay as they are, whatever is made up: not all can be. */
  List<TensorName> remaining(Set<TensorName> kept) {
    return own.weightsLike(madeUpBut(kept), LEAST_ELEMENTS).stream()
        .filter(name -> !kept.contains(name))
        .toList();
  }

  /** The weights that can be made up. */
  public List<TensorName> replaceable() {
    return own.weightsUnlike(madeUpBut(Set.of()));
  }
}
