package io.trtdoctor.cli;

import io.trtdoctor.experiment.Investigation;
import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Measure;
import io.trtdoctor.probe.Measurement;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The builds of a calibration: all in INT8 with the data, the user's constraints on top of the
 * cache, and FP32 to compare with. Each engine is run on samples that the calibrator did not get.
 */
final class CalibrationBuilds {
  private final ProbeStation station;
  private final ProbeOptions options;
  private final Session session;
  private final Batches heldBack;
  private final WatchedBuilds builds;

  /**
   * @param heldBack what the engines are run on
   */
  CalibrationBuilds(ProbeStation station, ProbeOptions options, Session session, Batches heldBack) {
    this.station = station;
    this.options = options;
    this.session = session;
    this.heldBack = heldBack;
    this.builds = new WatchedBuilds(session);
  }

  /**
   * Makes them.
   *
   * @param asked the build that the user wants
   * @param output where the cache goes as soon as it is known
   */
  GpuCalibration of(Recipe asked, Path output) {
    Recipe whole = Investigation.calibrating(asked).toBuilder().flags(BuilderFlag.INT8).build();
    try (ProbeRunner runner = station.runner(whole, builds)) {
      Outcome calibrated = run(runner, whole);
      Optional<Outcome> constrained =
          calibrated
              .observations()
              .calibrationCache()
              .map(cache -> kept(cache, output))
              .filter(cache -> !asked.constraints().isEmpty())
              .map(cache -> run(runner, onTopOf(cache, asked, whole)));
      GpuCalibration alone = new GpuCalibration(calibrated, constrained, Optional.empty());
      return new GpuCalibration(calibrated, constrained, reference(runner, whole, alone));
    }
  }

  private FileRef kept(String cache, Path output) {
    FileOutput.write(session, output, cache.getBytes(StandardCharsets.UTF_8));
    return FileRef.of(output);
  }

  /** With no batches, so that it is seen whether the cache suffices. */
  private static Recipe onTopOf(FileRef cache, Recipe asked, Recipe whole) {
    return asked.toBuilder()
        .flags(BuilderFlag.INT8)
        .calibrator(whole.calibrator().orElseThrow(), new Batches.None())
        .calibrationCache(cache)
        .build();
  }

  /** Only if there is an engine to compare with it. */
  private Optional<Measurement> reference(
      ProbeRunner runner, Recipe whole, GpuCalibration calibration) {
    boolean comparable =
        calibration.phases().values().stream()
            .anyMatch(outcome -> outcome.observations().measurement().isPresent());
    return comparable
        ? run(runner, Investigation.inFp32(whole)).observations().measurement()
        : Optional.empty();
  }

  /** A recording may hold a build without its engine run. */
  private Outcome run(ProbeRunner runner, Recipe recipe) {
    Outcome outcome =
        watched(runner, recipe.toBuilder().measure(new Measure(heldBack, 0, 0)).build());
    return station.isRecording() && outcome instanceof Outcome.Unresolved
        ? watched(runner, recipe)
        : outcome;
  }

  private Outcome watched(ProbeRunner runner, Recipe recipe) {
    return builds.run(runner, recipe, options.buildLimit());
  }
}
