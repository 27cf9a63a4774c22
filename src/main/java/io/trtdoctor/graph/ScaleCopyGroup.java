package io.trtdoctor.graph;

import io.trtdoctor.model.Layer;
import io.trtdoctor.model.TensorName;
import java.util.List;

/**
 * Tensors that share one scale in TensorRT because of the layers between them.
 *
 * @param source the tensor whose scale the others get
 * @param tensors all of them, the source included, in file order
 * @param layers the layers that tie them (concatenations, poolings, slices, reshapes), in file
 *     order
 */
public record ScaleCopyGroup(TensorName source, List<TensorName> tensors, List<Layer> layers) {
  public ScaleCopyGroup {
    tensors = List.copyOf(tensors);
    layers = List.copyOf(layers);
  }
}
