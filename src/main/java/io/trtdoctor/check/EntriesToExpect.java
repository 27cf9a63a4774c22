package io.trtdoctor.check;

import io.trtdoctor.check.TensorRole.Role;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.TensorName;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which entries a whole calibration cache of a network has, as far as the model tells.
 *
 * <p>TensorRT leaves out what it folds away before it calibrates, for example a batch normalisation
 * after a convolution; so only two things count: a concatenation between tensors that have entries,
 * and a cache that knows less than half of the network.
 */
final class EntriesToExpect {
  private static final double LEAST_SHARE = 0.5;

  private final TensorRole roles;
  private final Set<TensorName> entries;
  private final List<TensorName> activations;
  private final List<TensorName> concatenations;

  EntriesToExpect(NetworkGraph graph, CalibrationCache cache) {
    roles = new TensorRole(Optional.of(graph));
    entries = cache.scales().keySet();
    activations =
        graph.network().layers().stream()
            .flatMap(layer -> layer.outputs().stream())
            .filter(tensor -> roles.of(tensor) == Role.ACTIVATION)
            .filter(tensor -> !graph.needsNoScale(tensor))
            .toList();
    concatenations =
        graph.network().layers().stream()
            .filter(layer -> layer.operator().equals("Concat"))
            .filter(this::joinsScales)
            .flatMap(layer -> layer.outputs().stream())
            .filter(tensor -> !graph.needsNoScale(tensor))
            .toList();
  }

  private boolean joinsScales(Layer layer) {
    return layer.inputs().stream().allMatch(entries::contains);
  }

  int present() {
    return (int) activations.stream().filter(entries::contains).count();
  }

  /** The tensors whose entries are missed: concatenations first. */
  List<TensorName> missing() {
    List<TensorName> joined =
        concatenations.stream().filter(tensor -> !entries.contains(tensor)).toList();
    return joined.isEmpty()
        ? activations.stream().filter(tensor -> !entries.contains(tensor)).toList()
        : joined;
  }

  boolean isShort() {
    return concatenations.stream().anyMatch(tensor -> !entries.contains(tensor))
        || present() < LEAST_SHARE * activations.size();
  }
}
