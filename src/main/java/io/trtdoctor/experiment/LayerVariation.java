package io.trtdoctor.experiment;

import io.trtdoctor.finding.Subject;
import io.trtdoctor.model.BuilderLayer;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.PrecisionConstraint;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.text.Message;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The constraints of a failing recipe, layer by layer: those put in are asked for what they were
 * asked for, all others are let go, as far as the aspect goes.
 */
final class LayerVariation implements Variation<BuilderLayer> {
  /** What of a layer's constraints is put in or let go. */
  enum Aspect {
    /** All that was asked of it. */
    LAYERS,
    /** The types of its outputs; what it is to compute in stays as asked. */
    OUTPUTS
  }

  private static final String SOURCE = "trt-doctor";

  private final Aspect aspect;

  private final Recipe failing;
  private final List<BuilderLayer> layers;
  private final LayerNames names;

  /**
   * @param layers TensorRT's layers that something was asked of, in the network's order
   */
  LayerVariation(Aspect aspect, Recipe failing, List<BuilderLayer> layers, LayerNames names) {
    this.aspect = aspect;
    this.failing = failing;
    this.layers = List.copyOf(layers);
    this.names = names;
  }

  /** The layers of a build that something was asked of, as far as the aspect goes. */
  static List<BuilderLayer> constrained(Aspect aspect, List<BuilderLayer> all) {
    return all.stream()
        .filter(
            layer ->
                !layer.outputTypes().isEmpty()
                    || (aspect == Aspect.LAYERS && layer.precision().isPresent()))
        .toList();
  }

  @Override
  public String over() {
    return aspect.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public List<BuilderLayer> candidates() {
    return layers;
  }

  @Override
  public Recipe with(Set<BuilderLayer> putIn) {
    return with(putIn, Map.of());
  }

  /** Likewise, with another precision for some of those that are not put in. */
  Recipe with(Set<BuilderLayer> putIn, Map<BuilderLayer, DataType> lifted) {
    List<PrecisionConstraint> rules =
        layers.stream()
            .flatMap(layer -> rule(layer, putIn.contains(layer), lifted).stream())
            .toList();
    return failing.toBuilder().constraints(failing.constraintMode(), rules).build();
  }

  /** What was asked, the other precision for the layer and all of its outputs, or what is left. */
  private Optional<PrecisionConstraint> rule(
      BuilderLayer layer, boolean putIn, Map<BuilderLayer, DataType> lifted) {
    Optional<DataType> other = Optional.ofNullable(lifted.get(layer));
    if (other.isPresent()) {
      return Optional.of(rule(layer, other, other.stream().toList()));
    } else if (putIn) {
      return Optional.of(rule(layer, layer.precision(), askedOutputs(layer)));
    }
    return aspect == Aspect.OUTPUTS && layer.precision().isPresent()
        ? Optional.of(rule(layer, layer.precision(), List.of()))
        : Optional.empty();
  }

  /** What is asked of this layer and no other. */
  static PrecisionConstraint rule(
      BuilderLayer layer, Optional<DataType> precision, List<DataType> outputs) {
    return new PrecisionConstraint(
        PrecisionConstraint.Target.LAYER_NAME, layer.name(), precision, outputs, SOURCE);
  }

  private static List<DataType> askedOutputs(BuilderLayer layer) {
    return layer.outputTypes().stream().allMatch(type -> type != DataType.UNKNOWN)
        ? layer.outputTypes()
        : layer.outputTypes().stream()
            .filter(type -> type != DataType.UNKNOWN)
            .distinct()
            .limit(1)
            .toList();
  }

  @Override
  public Subject subject(BuilderLayer layer) {
    return names.subject(layer.name());
  }

  @Override
  public double weight(BuilderLayer layer) {
    return names.doubt(layer.name());
  }

  @Override
  public Message asks(Set<BuilderLayer> putIn) {
    return Message.of("experiment.asks.layers", putIn.size(), layers.size());
  }

  @Override
  public List<Message> settings(Set<BuilderLayer> putIn) {
    return List.of(Listed.some(layers, putIn, BuilderLayer::name));
  }
}
