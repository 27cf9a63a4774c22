package io.trtdoctor.onnx;

import io.trtdoctor.model.Tensor;
import java.util.List;

/**
 * An integer tensor whose values are known before the network runs.
 *
 * @param tensor its name, its type, which is INT32 or INT64, and its shape, without open dimensions
 * @param values in row-major order
 */
public record IntegerConstant(Tensor tensor, List<Long> values) {
  public IntegerConstant {
    values = List.copyOf(values);
  }
}
