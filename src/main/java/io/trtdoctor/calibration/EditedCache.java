package io.trtdoctor.calibration;

import io.trtdoctor.model.CalibrationCache;
import java.util.List;

/** A changed cache and everything that was done to it, in order. */
public record EditedCache(CalibrationCache cache, List<CacheStep> steps) {
  public EditedCache {
    steps = List.copyOf(steps);
  }
}
