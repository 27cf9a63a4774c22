package io.trtdoctor.calibrator;

import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.TensorName;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The calibration of a network, batch by batch. */
public final class NetworkCalibration {
  /** Layers whose output gets the scale of their input, as caches of both lines show it. */
  private static final Set<String> COPYING = Set.of("MaxPool", "AveragePool");

  /** The calibrators that let them; the others look at the network after its layers were fused. */
  private static final Set<CalibrationAlgorithm> LETTING_COPY =
      EnumSet.of(CalibrationAlgorithm.ENTROPY_2, CalibrationAlgorithm.MIN_MAX);

  private final NetworkGraph graph;
  private final Map<TensorName, Histogram> histograms = new LinkedHashMap<>();

  private NetworkCalibration(NetworkGraph graph, List<TensorName> tensors) {
    this.graph = graph;
    tensors.forEach(tensor -> histograms.put(tensor, new Histogram()));
  }

  /** A calibration of all tensors that get a scale. */
  public static NetworkCalibration of(NetworkGraph graph) {
    return new NetworkCalibration(graph, calibrated(graph));
  }

  /** A calibration of these tensors alone. */
  public static NetworkCalibration of(NetworkGraph graph, List<TensorName> tensors) {
    return new NetworkCalibration(graph, tensors);
  }

  /**
   * The tensors that get an entry in a cache under their own names: inputs and what layers of the
   * outermost graph compute, if it is neither constant nor an index nor of another type than
   * floating-point; inputs first, then in the order of the network.
   */
  public static List<TensorName> calibrated(NetworkGraph graph) {
    List<TensorName> tensors = new ArrayList<>(graph.network().inputs());
    graph.network().layers().stream()
        .filter(layer -> layer.scope().isEmpty())
        .map(Layer::outputs)
        .forEach(tensors::addAll);
    return tensors.stream()
        .filter(tensor -> !tensor.value().isEmpty() && !graph.needsNoScale(tensor))
        .distinct()
        .toList();
  }

  /** Counts one batch's values of some tensors; others than the calibrated ones are passed over. */
  public void add(Map<TensorName, FloatBuffer> batch) {
    List.copyOf(batch.entrySet()).parallelStream()
        .filter(tensor -> histograms.containsKey(tensor.getKey()))
        .forEach(tensor -> histograms.get(tensor.getKey()).add(tensor.getValue()));
  }

  /**
   * The results for the tensors that had values, in order.
   *
   * <p>With the calibrators entropy 2 and min-max, pooling hands the scale of its input on. Every
   * other tensor keeps its own; that of a global pooling, of a resizing and of a concatenation too:
   * TensorRT makes a concatenation's inputs equal only after it has written the cache.
   */
  public List<TensorCalibration> results(CalibrationAlgorithm algorithm) {
    Map<TensorName, Threshold> own = new ConcurrentHashMap<>();
    List.copyOf(histograms.entrySet()).parallelStream()
        .filter(tensor -> tensor.getValue().values() > 0)
        .forEach(tensor -> own.put(tensor.getKey(), Threshold.of(algorithm, tensor.getValue())));
    return List.copyOf(histograms.keySet()).parallelStream()
        .filter(own::containsKey)
        .map(tensor -> result(own, tensor, LETTING_COPY.contains(algorithm)))
        .toList();
  }

  private TensorCalibration result(
      Map<TensorName, Threshold> own, TensorName tensor, boolean copying) {
    Optional<TensorName> source =
        Optional.of(copying ? source(tensor) : tensor)
            .filter(s -> !s.equals(tensor) && own.containsKey(s));
    return TensorCalibration.of(
        tensor, histograms.get(tensor), own.get(source.orElse(tensor)), source);
  }

  private TensorName source(TensorName tensor) {
    TensorName source = tensor;
    Optional<Layer> layer = graph.producer(source).filter(NetworkCalibration::copies);
    while (layer.isPresent()) {
      source = layer.get().inputs().get(0);
      layer = graph.producer(source).filter(NetworkCalibration::copies);
    }
    return source;
  }

  private static boolean copies(Layer layer) {
    return layer.domain().isEmpty() && COPYING.contains(layer.operator());
  }
}
