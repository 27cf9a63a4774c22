package io.trtdoctor.report;

import io.trtdoctor.finding.BuildDiagnosis;
import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Subject;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.ScaleTrace.LayerStep;
import io.trtdoctor.model.ScaleTrace.TensorStep;
import io.trtdoctor.model.TensorName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where in the network a case's fault is: what its finding names and what a scale's way leads by.
 */
final class FaultPlace {
  private final BuildDiagnosis build;
  private final Map<String, Layer> layers = new HashMap<>();
  private final Map<TensorName, Layer> producers = new HashMap<>();
  private final Map<TensorName, List<Layer>> consumers = new HashMap<>();
  private final Set<Layer> named = new LinkedHashSet<>();
  private final Set<TensorName> namedTensors = new LinkedHashSet<>();
  private final Set<String> way = new HashSet<>();

  FaultPlace(Diagnosis diagnosis, BuildDiagnosis build, Network network) {
    this.build = build;
    network.layers().forEach(this::add);
    findings(diagnosis).flatMap(finding -> finding.subjects().stream()).forEach(this::name);
    build.traces().stream()
        .flatMap(trace -> trace.steps().stream())
        .forEach(
            step -> {
              if (step instanceof LayerStep layer) {
                way.add(layer.layer().name().value());
              } else if (step instanceof TensorStep tensor) {
                way.add(tensor.name().value());
              }
            });
  }

  private void add(Layer layer) {
    layers.put(layer.name().value(), layer);
    layer.outputs().forEach(tensor -> producers.put(tensor, layer));
    layer
        .inputs()
        .forEach(tensor -> consumers.computeIfAbsent(tensor, t -> new ArrayList<>()).add(layer));
  }

  /** The one that the verdict names, all where it names none. */
  private static Stream<Finding> findings(Diagnosis diagnosis) {
    return diagnosis.findings().stream()
        .filter(f -> diagnosis.verdict().cause().map(f.cause()::equals).orElse(true));
  }

  private void name(Subject subject) {
    TensorName tensor = TensorName.of(subject.name());
    switch (subject.kind()) {
      case LAYER -> layer(subject).ifPresent(named::add);
      case TENSOR, CACHE_ENTRY -> {
        namedTensors.add(tensor);
        layer(subject).or(() -> producer(tensor)).ifPresent(named::add);
      }
      case BATCH, FILE, SETTING -> {}
    }
  }

  private Optional<Layer> layer(Subject subject) {
    return Stream.concat(subject.onnxNode().stream(), Stream.of(subject.name()))
        .filter(layers::containsKey)
        .map(layers::get)
        .findFirst();
  }

  /** The layers that the finding is about, or that compute the tensors that it is about. */
  List<Layer> layers() {
    return List.copyOf(named);
  }

  boolean isNamed(Layer layer) {
    return named.contains(layer);
  }

  boolean isNamed(TensorName tensor) {
    return namedTensors.contains(tensor);
  }

  /** Whether a layer or tensor of that name stands on the way of a scale. */
  boolean isOnTheWay(String name) {
    return way.contains(name);
  }

  /** Whether the log says that it has no scale though it should have one. */
  boolean lacksScale(TensorName tensor) {
    return build.missingScales().contains(tensor) && !build.needNoScale().contains(tensor);
  }

  Optional<Layer> producer(TensorName tensor) {
    return Optional.ofNullable(producers.get(tensor));
  }

  List<Layer> consumers(TensorName tensor) {
    return consumers.getOrDefault(tensor, List.of());
  }
}
