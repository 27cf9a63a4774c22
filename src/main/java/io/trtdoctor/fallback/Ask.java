package io.trtdoctor.fallback;

import io.trtdoctor.model.BuilderLayer;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.PrecisionConstraint;
import io.trtdoctor.model.PrecisionConstraint.Target;
import java.util.List;
import java.util.Optional;

/**
 * What the recipe asked of one layer.
 *
 * <p>TensorRT's parser sets types of its own, for example on casts. They are left out: parsing the
 * model again sets them again.
 *
 * @param index the layer's place in TensorRT's network, from 0
 * @param name the layer's name in TensorRT's network
 * @param precision the precision to compute in, if asked for
 * @param outputTypes by output, {@link DataType#UNKNOWN} where none was asked for; empty if none
 *     was at all
 */
record Ask(int index, String name, Optional<DataType> precision, List<DataType> outputTypes) {
  Ask {
    outputTypes = List.copyOf(outputTypes);
  }

  /** What was asked of the layers of a verified build, in the network's order. */
  static List<Ask> of(Fallback fallback) {
    List<PrecisionConstraint> rules = fallback.recipe().constraints();
    return fallback.layers().stream()
        .flatMap(layer -> lastRule(rules, layer).map(rule -> of(layer, rule)).stream())
        .filter(ask -> ask.precision.isPresent() || !ask.outputTypes.isEmpty())
        .toList();
  }

  private static Optional<PrecisionConstraint> lastRule(
      List<PrecisionConstraint> rules, BuilderLayer layer) {
    return rules.stream().filter(rule -> isMeant(rule, layer)).reduce((earlier, later) -> later);
  }

  private static boolean isMeant(PrecisionConstraint rule, BuilderLayer layer) {
    return rule.target() == Target.OPERATOR_TYPE
        ? rule.pattern().equalsIgnoreCase(layer.type())
        : rule.matchesName(layer.name());
  }

  private static Ask of(BuilderLayer layer, PrecisionConstraint rule) {
    return new Ask(
        layer.index(),
        layer.name(),
        rule.precision().isPresent() ? layer.precision() : Optional.empty(),
        rule.outputTypes().isEmpty() ? List.of() : layer.outputTypes());
  }
}
