package io.trtdoctor.graph;

import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * About how many bytes tensors have as floats; a dimension that is open is taken to grow as the
 * inputs do.
 */
public final class ActivationSizes {
  private final TensorShapes shapes;
  private final double growth;

  private ActivationSizes(TensorShapes shapes, double growth) {
    this.shapes = shapes;
    this.growth = growth;
  }

  /**
   * The sizes.
   *
   * @param inputs how many elements the inputs have in one batch
   */
  public static ActivationSizes of(TensorShapes shapes, Map<TensorName, Long> inputs) {
    double growth =
        inputs.entrySet().stream()
            .mapToDouble(input -> input.getValue() / (double) elements(shapes, input.getKey()))
            .max()
            .orElse(1);
    return new ActivationSizes(shapes, growth);
  }

  /** The size of a tensor; what its shape does not tell counts as one element. */
  public long bytes(TensorName tensor) {
    double factor = isOpen(tensor) ? growth : 1;
    return (long) (Float.BYTES * factor * elements(shapes, tensor));
  }

  /** The layer of the outermost graph that reads and writes most; empty without layers. */
  public Optional<Layer> largest(List<Layer> layers) {
    return layers.stream()
        .filter(layer -> layer.scope().isEmpty())
        .max(Comparator.comparingLong(this::bytes));
  }

  /** The inputs and outputs of a layer, without constants. */
  public long bytes(Layer layer) {
    return Stream.concat(layer.inputs().stream(), layer.outputs().stream())
        .distinct()
        .filter(this::isActivation)
        .mapToLong(this::bytes)
        .sum();
  }

  private boolean isActivation(TensorName name) {
    return shapes.tensor(name).filter(t -> t.kind() != Tensor.Kind.CONSTANT).isPresent();
  }

  private boolean isOpen(TensorName tensor) {
    return shape(shapes, tensor).stream().anyMatch(dimension -> dimension < 1);
  }

  private static long elements(TensorShapes shapes, TensorName tensor) {
    return shape(shapes, tensor).stream().filter(d -> d > 0).reduce(1L, (a, b) -> a * b);
  }

  private static List<Long> shape(TensorShapes shapes, TensorName tensor) {
    return shapes.shape(tensor).orElse(List.of());
  }
}
