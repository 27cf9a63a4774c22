package io.trtdoctor.model;

import java.util.List;
import java.util.Optional;

/**
 * The way from a tensor whose scale is missing back through the copies of scales to where the scale
 * has to come from: tensors and layers in turn, the tensor asked about first.
 */
public record ScaleTrace(TensorName tensor, List<Step> steps) {
  public ScaleTrace {
    steps = List.copyOf(steps);
  }

  /** One station of the way. */
  public sealed interface Step {}

  /**
   * A tensor on the way.
   *
   * @param inCache its line in the calibration cache, empty if it has none or there is no cache
   * @param shouldHaveScale false for constants, indices and shapes, where a missing scale is normal
   */
  public record TensorStep(
      TensorName name, Optional<CalibrationCache.Entry> inCache, boolean shouldHaveScale)
      implements Step {}

  /**
   * A layer on the way.
   *
   * @param layer the ONNX node
   * @param copiesScale whether TensorRT gives its output the scale of an input or the other way
   *     round
   * @param constraint the precision constraint that holds for it, with the rule that set it
   */
  public record LayerStep(
      Layer layer, boolean copiesScale, Optional<PrecisionConstraint> constraint) implements Step {}
}
