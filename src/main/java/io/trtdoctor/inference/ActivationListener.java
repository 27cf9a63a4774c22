package io.trtdoctor.inference;

import io.trtdoctor.model.TensorName;
import java.nio.FloatBuffer;
import java.util.Map;

/** Is shown the tensors of a network, sample by sample. */
public interface ActivationListener {
  /**
   * Some tensors of one sample; each tensor's samples come in order.
   *
   * @param source of the sample
   * @param values of tensors with floating-point elements, as floats; good until this returns
   */
  void sample(String source, Map<TensorName, FloatBuffer> values);
}
