package io.trtdoctor.probe;

import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.PrecisionConstraint;
import io.trtdoctor.model.PrecisionConstraint.Target;
import java.util.List;
import java.util.stream.Stream;

/**
 * Turns rules for ONNX operator types into rules for layer names, since TensorRT's network no
 * longer knows the operators.
 */
public final class LayerRules {
  private LayerRules() {}

  /**
   * The rules with each one for an operator type replaced, in place, by one for each such layer.
   */
  public static List<PrecisionConstraint> byName(List<PrecisionConstraint> rules, Network network) {
    return rules.stream().flatMap(rule -> byName(rule, network)).toList();
  }

  private static Stream<PrecisionConstraint> byName(PrecisionConstraint rule, Network network) {
    if (rule.target() == Target.LAYER_NAME) {
      return Stream.of(rule);
    }
    return network.layers().stream().filter(rule::matches).map(layer -> named(rule, layer));
  }

  private static PrecisionConstraint named(PrecisionConstraint rule, Layer layer) {
    return new PrecisionConstraint(
        Target.LAYER_NAME,
        layer.name().value(),
        rule.precision(),
        rule.outputTypes(),
        rule.source());
  }
}
