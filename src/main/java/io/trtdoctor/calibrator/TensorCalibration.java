package io.trtdoctor.calibrator;

import io.trtdoctor.model.Scale;
import io.trtdoctor.model.TensorName;
import java.util.Optional;

/**
 * What calibration found out about one tensor.
 *
 * @param histogram of its own values
 * @param threshold that decides on its scale
 * @param loss with that scale
 * @param copiedFrom the tensor whose threshold it is, if not its own
 */
public record TensorCalibration(
    TensorName tensor,
    Histogram histogram,
    Threshold threshold,
    QuantizationLoss loss,
    Optional<TensorName> copiedFrom) {

  static TensorCalibration of(
      TensorName tensor,
      Histogram histogram,
      Threshold threshold,
      Optional<TensorName> copiedFrom) {
    QuantizationLoss loss = QuantizationLoss.of(histogram, threshold.scale());
    return new TensorCalibration(tensor, histogram, threshold, loss, copiedFrom);
  }

  /** The scale as it goes into the cache. */
  public Scale scale() {
    return threshold.scale();
  }
}
