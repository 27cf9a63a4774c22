package io.trtdoctor.graph;

import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.PrecisionConstraint;
import io.trtdoctor.model.ScaleTrace;
import io.trtdoctor.model.TensorName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Walks from a tensor back through the layers that copy scales to the one that does not. */
final class ScaleTracer {
  private final NetworkGraph graph;
  private final ScaleCopies copies;
  private final BuildSettings settings;
  private final Map<TensorName, CalibrationCache.Entry> cached = new HashMap<>();
  private final List<ScaleTrace.Step> steps = new ArrayList<>();

  ScaleTracer(
      NetworkGraph graph,
      ScaleCopies copies,
      BuildSettings settings,
      Optional<CalibrationCache> cache) {
    this.graph = graph;
    this.copies = copies;
    this.settings = settings;
    cache.ifPresent(c -> c.entries().forEach(entry -> cached.put(entry.tensor(), entry)));
  }

  ScaleTrace trace(TensorName asked) {
    Optional<TensorName> current = graph.tensorBehind(asked.value());
    if (current.isEmpty()) {
      steps.add(step(asked));
      graph.layersBehind(asked.value()).stream().findFirst().ifPresent(this::madeFor);
    }
    Set<TensorName> seen = new HashSet<>();
    while (current.isPresent() && seen.add(current.get())) {
      steps.add(step(current.get()));
      current = graph.producer(current.get()).flatMap(this::through);
    }
    return new ScaleTrace(asked, steps);
  }

  /** The node that TensorRT made the tensor for; it has no name in the network itself. */
  private void madeFor(Layer layer) {
    steps.add(new ScaleTrace.LayerStep(layer, false, constraint(layer)));
  }

  private ScaleTrace.TensorStep step(TensorName tensor) {
    return new ScaleTrace.TensorStep(
        tensor, Optional.ofNullable(cached.get(tensor)), !graph.needsNoScale(tensor));
  }

  /** Adds the layer and says which input to go on with, if the layer copies scales. */
  private Optional<TensorName> through(Layer layer) {
    boolean copiesScale = copies.tiesScales(layer);
    steps.add(new ScaleTrace.LayerStep(layer, copiesScale, constraint(layer)));
    return copiesScale ? next(copies.tiedInputs(layer).toList()) : Optional.empty();
  }

  /** Of several inputs the first that has no entry in the cache, else the first. */
  private Optional<TensorName> next(List<TensorName> inputs) {
    return inputs.stream()
        .filter(input -> !cached.containsKey(input))
        .findFirst()
        .or(() -> inputs.stream().findFirst());
  }

  /** The last rule that matches wins, as in trtexec. */
  private Optional<PrecisionConstraint> constraint(Layer layer) {
    return settings.constraints().stream()
        .filter(constraint -> constraint.matches(layer))
        .reduce((first, second) -> second);
  }
}
