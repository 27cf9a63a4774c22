package io.trtdoctor.trt;

import io.trtdoctor.model.BuilderLayer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What came of a build.
 *
 * @param planBytes the size of the serialised engine, empty if there is none
 * @param calibrationCache what TensorRT handed to {@code writeCalibrationCache}
 * @param engine the engine inspector's JSON
 * @param run what came of running the engine, empty if it was not
 * @param layers TensorRT's network with what was asked of each layer
 * @param calibratorFailure what our calibrator raised
 * @param contextLost whether the process's CUDA context is lost, after which no build can work in
 *     it
 */
public record BuildResult(
    OptionalLong planBytes,
    Optional<String> calibrationCache,
    Optional<String> engine,
    Optional<RunResult> run,
    List<BuilderLayer> layers,
    Optional<String> calibratorFailure,
    boolean contextLost) {
  public BuildResult {
    layers = List.copyOf(layers);
  }
}
