package io.trtdoctor.experiment;

import io.trtdoctor.finding.Subject;
import io.trtdoctor.model.BuilderLayer;
import io.trtdoctor.model.ConstraintMode;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.PrecisionConstraint;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The layers of a network of which nothing is asked: those put in are left to the builder, all
 * others are lifted to FP32, their outputs too.
 */
final class LiftVariation implements Variation<BuilderLayer> {
  /** TensorRT's layers that compute on values; constants and shuffles follow their neighbours. */
  private static final Set<String> COMPUTING =
      Set.of(
          "ACTIVATION",
          "CONVOLUTION",
          "DECONVOLUTION",
          "EINSUM",
          "ELEMENTWISE",
          "FULLY_CONNECTED",
          "LRN",
          "MATRIX_MULTIPLY",
          "NORMALIZATION",
          "PARAMETRIC_RELU",
          "POOLING",
          "REDUCE",
          "RESIZE",
          "SCALE",
          "SOFTMAX",
          "UNARY");

  private final Recipe failing;
  private final List<BuilderLayer> layers;
  private final LayerNames names;

  LiftVariation(Recipe failing, List<BuilderLayer> all, LayerNames names) {
    this.failing = failing;
    this.layers = all.stream().filter(layer -> COMPUTING.contains(layer.type())).toList();
    this.names = names;
  }

  @Override
  public String over() {
    return "layers";
  }

  @Override
  public List<BuilderLayer> candidates() {
    return layers;
  }

  @Override
  public Recipe with(Set<BuilderLayer> putIn) {
    List<PrecisionConstraint> rules = new ArrayList<>(failing.constraints());
    layers.stream()
        .filter(layer -> !putIn.contains(layer))
        .map(LiftVariation::lifted)
        .forEach(rules::add);
    ConstraintMode mode =
        failing.constraintMode() == ConstraintMode.NONE
            ? ConstraintMode.PREFER
            : failing.constraintMode();
    return rules.isEmpty() ? failing : failing.toBuilder().constraints(mode, rules).build();
  }

  private static PrecisionConstraint lifted(BuilderLayer layer) {
    return LayerVariation.rule(layer, Optional.of(DataType.FP32), List.of(DataType.FP32));
  }

  @Override
  public Subject subject(BuilderLayer layer) {
    return names.subject(layer.name());
  }

  @Override
  public Message asks(Set<BuilderLayer> putIn) {
    return Message.of("experiment.asks.lifted", layers.size() - putIn.size(), layers.size());
  }

  @Override
  public List<Message> settings(Set<BuilderLayer> putIn) {
    return List.of(
        Message.of(
            "experiment.setting.lifted",
            Listed.of(
                layers.stream()
                    .filter(layer -> !putIn.contains(layer))
                    .map(BuilderLayer::name)
                    .toList())));
  }
}
