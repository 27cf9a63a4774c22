package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent.Int8Rejected;
import io.trtdoctor.buildlog.LogEvent.ScaleInEffect;
import io.trtdoctor.buildlog.LogEvent.ScaleMissing;
import io.trtdoctor.check.TensorRole.Role;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.TensorName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which tensors of a build have a scale and which lack one that counts.
 *
 * <p>Learnt from builds with a whole cache: they lack the scales of constants, of shuffled and
 * broadcast constants, of indices and of softmax outputs, and refuse INT8 for nothing else. A
 * tensor inside a fused block may lack its scale without loss.
 */
final class ScaleCover {
  /**
   * A build whose cache is whole lacked 12 scales besides those of constants (MobileViT); where
   * more than twice that is missing the cache does not cover the network.
   */
  static final int MOST_LEFT_OUT_BY_TENSORRT = 25;

  /**
   * Below this share of covered tensors the cache hardly knows the network: 0.4 % with a foreign
   * cache, 7.8 % with one cut off after 60 lines.
   */
  private static final double HARDLY_COVERED = 0.05;

  /** From this share on the cache can only be this network's. */
  private static final double MOSTLY_COVERED = 0.5;

  private final BuildLog log;
  private final TensorRole roles;
  private final List<ScaleInEffect> inEffect;
  private Optional<List<ScaleMissing>> missing = Optional.empty();
  private Optional<List<ScaleMissing>> activations = Optional.empty();
  private Optional<List<ScaleMissing>> losses = Optional.empty();

  ScaleCover(Optional<NetworkGraph> network, BuildLog log) {
    this.log = log;
    roles = new TensorRole(network);
    inEffect = log.all(ScaleInEffect.class);
  }

  private static List<ScaleMissing> distinct(List<ScaleMissing> events) {
    Map<TensorName, ScaleMissing> byTensor = new LinkedHashMap<>();
    events.forEach(event -> byTensor.putIfAbsent(event.tensor(), event));
    return List.copyOf(byTensor.values());
  }

  /** Every tensor the log says to lack a scale, once. */
  List<ScaleMissing> missing() {
    if (missing.isEmpty()) {
      missing = Optional.of(distinct(log.all(ScaleMissing.class)));
    }
    return missing.orElseThrow();
  }

  /** Tensors that should have had a scale, whether or not their lack costs speed. */
  List<ScaleMissing> missingActivations() {
    if (activations.isEmpty()) {
      activations =
          Optional.of(missing().stream().filter(event -> needsScale(event.tensor())).toList());
    }
    return activations.orElseThrow();
  }

  boolean needsScale(TensorName tensor) {
    Role role = roles.of(tensor);
    return role == Role.ACTIVATION || role == Role.CONCATENATION;
  }

  /** Of {@link #missingActivations} those whose lack loses INT8 for a layer. */
  List<ScaleMissing> losses() {
    if (losses.isEmpty()) {
      losses = Optional.of(tellsLosses() ? toldLosses() : missingActivations());
    }
    return losses.orElseThrow();
  }

  private List<ScaleMissing> toldLosses() {
    Set<TensorName> rejected = rejectedOutsideBlocks();
    return missingActivations().stream()
        .filter(
            event ->
                rejected.contains(event.tensor()) || roles.of(event.tensor()) == Role.CONCATENATION)
        .toList();
  }

  /**
   * Whether the log would say which layers lose INT8: TensorRT 8 does at verbose level; recordings
   * of 10.6 never do.
   */
  private boolean tellsLosses() {
    return listsScales() && log.version().map(v -> v.major() < 10).orElse(true);
  }

  /** A lone {@code PWN(...)} reads what the layer before it computes: the two are one block. */
  private Set<TensorName> rejectedOutsideBlocks() {
    return log.all(Int8Rejected.class).stream()
        .filter(event -> !event.layer().value().startsWith("PWN("))
        .filter(event -> event.line().message().contains("at input"))
        .map(Int8Rejected::tensor)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** How many tensors of the network have a scale in effect. */
  int covered() {
    return inEffect.size();
  }

  /** Scales in effect of tensors that are computed from the input. */
  List<ScaleInEffect> activationsInEffect() {
    return inEffect.stream().filter(event -> roles.of(event.tensor()) != Role.CONSTANT).toList();
  }

  /** Those of {@link #activationsInEffect} that are zero; quick where few scales are. */
  List<ScaleInEffect> zerosInEffect() {
    return inEffect.stream()
        .filter(event -> event.scale().value() == 0)
        .filter(event -> roles.of(event.tensor()) != Role.CONSTANT)
        .toList();
  }

  /** Those of {@link #activationsInEffect} that are infinite. */
  List<ScaleInEffect> infiniteInEffect() {
    return inEffect.stream()
        .filter(event -> Float.isInfinite(event.scale().value()))
        .filter(event -> roles.of(event.tensor()) != Role.CONSTANT)
        .toList();
  }

  /** Whether the log lists the scales in effect, which takes a verbose one. */
  boolean listsScales() {
    return !inEffect.isEmpty();
  }

  /** Whether the log lists scales, and next to none. */
  boolean hardlyCovers() {
    return listsScales() && coveredShare() < HARDLY_COVERED;
  }

  /** Whether the log lists the scales of most tensors. */
  boolean coversMost() {
    return listsScales() && coveredShare() >= MOSTLY_COVERED;
  }

  private double coveredShare() {
    return (double) covered() / (covered() + missing().size());
  }

  /** Whether the lack is greater than anything TensorRT leaves out by itself. */
  boolean doesNotCoverTheNetwork() {
    return missingActivations().size() > MOST_LEFT_OUT_BY_TENSORRT;
  }
}
