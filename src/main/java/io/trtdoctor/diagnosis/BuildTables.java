package io.trtdoctor.diagnosis;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent;
import io.trtdoctor.buildlog.LogEvent.PrecisionFallback;
import io.trtdoctor.buildlog.LogEvent.ScaleInEffect;
import io.trtdoctor.buildlog.LogEvent.ScaleMissing;
import io.trtdoctor.check.CaseInputs;
import io.trtdoctor.check.CaseInputs.NamedCache;
import io.trtdoctor.finding.BuildDiagnosis.PhaseSpan;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Subject;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.Scale;
import io.trtdoctor.model.ScaleTrace;
import io.trtdoctor.model.TensorName;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a report shows of a build besides findings: its phases, its scales, their ways. */
final class BuildTables {
  /** As many ways through the network as a reader wants to follow. */
  private static final int MOST_TRACES = 8;

  private final CaseInputs inputs;

  BuildTables(CaseInputs inputs) {
    this.inputs = inputs;
  }

  List<PhaseSpan> phases() {
    return inputs.log().map(PhaseSpans::of).orElse(List.of());
  }

  /** Of the tensors that findings name, most important first. */
  List<ScaleTrace> traces(List<Finding> findings) {
    return inputs.network().map(network -> traces(network, findings)).orElse(List.of());
  }

  private List<ScaleTrace> traces(NetworkGraph network, List<Finding> findings) {
    return findings.stream()
        .flatMap(finding -> finding.subjects().stream())
        .filter(subject -> subject.kind() == Subject.Kind.TENSOR)
        .map(Subject::name)
        .flatMap(name -> traceable(network, name).stream())
        .distinct()
        .limit(MOST_TRACES)
        .map(
            tensor ->
                network.trace(tensor, inputs.settings(), inputs.cache().map(NamedCache::cache)))
        .toList();
  }

  /** The tensor itself, the one behind it, or one that TensorRT made for a node we know. */
  private static Optional<TensorName> traceable(NetworkGraph network, String name) {
    return network
        .tensorBehind(name)
        .or(
            () ->
                network.layersBehind(name).isEmpty()
                    ? Optional.empty()
                    : Optional.of(TensorName.of(name)));
  }

  /** The node behind each name of the log that the network does not have. */
  Map<String, String> onnxNodes() {
    Map<String, String> nodes = new HashMap<>();
    inputs.network().ifPresent(network -> names().forEach(name -> node(network, name, nodes)));
    return nodes;
  }

  private Set<String> names() {
    Set<String> names = new LinkedHashSet<>(disobeyed());
    scales().keySet().forEach(tensor -> names.add(tensor.value()));
    missingScales().forEach(tensor -> names.add(tensor.value()));
    return names;
  }

  private static void node(NetworkGraph network, String name, Map<String, String> nodes) {
    if (!network.network().tensors().containsKey(TensorName.of(name))) {
      network.layersBehind(name).stream()
          .map(layer -> layer.name().value())
          .findFirst()
          .filter(node -> !node.equals(name))
          .ifPresent(node -> nodes.put(name, node));
    }
  }

  Map<TensorName, Scale> scales() {
    Map<TensorName, Scale> scales = new LinkedHashMap<>();
    events(ScaleInEffect.class).forEach(event -> scales.put(event.tensor(), event.scale()));
    return Collections.unmodifiableMap(scales);
  }

  Set<TensorName> missingScales() {
    return distinct(ScaleMissing.class, ScaleMissing::tensor);
  }

  /** Missing scales that are as they should be. */
  Set<TensorName> needNoScale() {
    return inputs.network().stream()
        .flatMap(network -> missingScales().stream().filter(network::needsNoScale))
        .collect(Collectors.toSet());
  }

  /** The layers that the builder says at last do not run as they were asked to. */
  Set<String> disobeyed() {
    Set<String> layers = new LinkedHashSet<>();
    events(PrecisionFallback.class).stream()
        .filter(PrecisionFallback::isFinal)
        .forEach(event -> layers.add(event.layer().value()));
    return Collections.unmodifiableSet(layers);
  }

  private <E extends LogEvent, T> Set<T> distinct(Class<E> kind, Function<E, T> part) {
    Set<T> parts = new LinkedHashSet<>();
    events(kind).forEach(event -> parts.add(part.apply(event)));
    return Collections.unmodifiableSet(parts);
  }

  private <E extends LogEvent> List<E> events(Class<E> kind) {
    return inputs.log().map((BuildLog log) -> log.all(kind)).orElse(List.of());
  }
}
