package io.trtdoctor.calibration;

import io.trtdoctor.model.Scale;
import io.trtdoctor.model.TensorName;

/**
 * A tensor's dynamic range as {@code setDynamicRange} takes it, in double precision so that a scale
 * comes back bit for bit.
 */
public record TensorRange(TensorName tensor, double min, double max) {
  static TensorRange of(TensorName tensor, Scale scale) {
    return new TensorRange(tensor, -scale.limit(), scale.limit());
  }

  /**
   * The scale that covers the range. TensorRT quantises symmetrically, so of a lopsided range the
   * greater side counts.
   */
  Scale scale() {
    return Scale.ofLimit(min == -max ? max : Math.max(Math.abs(min), Math.abs(max)));
  }
}
