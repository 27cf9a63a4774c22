package io.trtdoctor.calibration;

import io.trtdoctor.model.CalibrationCache;

/** A cache with what messages call it. */
public record NamedCache(String name, CalibrationCache cache) {}
