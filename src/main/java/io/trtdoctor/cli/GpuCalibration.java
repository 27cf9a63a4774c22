package io.trtdoctor.cli;

import io.trtdoctor.calibration.CalibrationCacheReader;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.probe.Measurement;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.OutputDifference;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a calibration in two phases.
 *
 * @param whole the build with all of the network in INT8, which calibrated
 * @param constrained the build with the user's constraints on top of its cache; empty if there are
 *     none, or no cache
 * @param reference the engine in FP32, if it was built and run
 */
record GpuCalibration(
    Outcome whole, Optional<Outcome> constrained, Optional<Measurement> reference) {

  /** The cache that TensorRT wrote. */
  Optional<CalibrationCache> cache() {
    return whole
        .observations()
        .calibrationCache()
        .map(
            text ->
                CalibrationCacheReader.parse(text.getBytes(StandardCharsets.UTF_8), "TensorRT"));
  }

  /** The phases by name. */
  Map<String, Outcome> phases() {
    Map<String, Outcome> phases = new LinkedHashMap<>();
    phases.put("all-int8", whole);
    constrained.ifPresent(outcome -> phases.put("constrained", outcome));
    return phases;
  }

  /** Whether an engine came out of each phase. */
  boolean isBuilt() {
    return phases().values().stream().allMatch(Outcome.Built.class::isInstance);
  }

  /** How far a phase's outputs are from those in FP32, empty where one of the two was not run. */
  Optional<OutputDifference> difference(Outcome phase) {
    return reference.flatMap(
        expected ->
            phase
                .observations()
                .measurement()
                .map(found -> OutputDifference.between(expected, found)));
  }
}
