package io.trtdoctor.model;

import java.util.List;
import java.util.Optional;

/**
 * A named value between layers.
 *
 * @param type the element type, {@link DataType#UNKNOWN} where the model does not say
 * @param shape the dimensions, -1 for one that is dynamic or unknown; empty if even the rank is
 *     unknown
 * @param kind what the tensor is to the network
 */
public record Tensor(TensorName name, DataType type, Optional<List<Long>> shape, Kind kind) {
  /** What a tensor is to the network. */
  public enum Kind {
    INPUT,
    OUTPUT,
    CONSTANT,
    ACTIVATION
  }

  public Tensor {
    shape = shape.map(List::copyOf);
  }
}
