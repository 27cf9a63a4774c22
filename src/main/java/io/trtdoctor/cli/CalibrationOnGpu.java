package io.trtdoctor.cli;

import io.trtdoctor.calibration.ScaleComparison;
import io.trtdoctor.calibrator.CacheContent;
import io.trtdoctor.calibrator.ScaleCurve;
import io.trtdoctor.data.HeldBack;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.error.DoctorException;
import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.TensorRtVersion;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.CalibrationTimes;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.text.Message;
import java.util.List;
import java.util.Optional;

/** Calibrates with TensorRT, or with what it did once, and on the CPU to compare. */
final class CalibrationOnGpu {
  private static final TensorRtVersion ANY = new TensorRtVersion(8, 6, 1);

  private final CalibrationRequest request;
  private final ProbeOptions options;
  private final Session session;
  private final ProbeStation station;
  private final HeldBack data;
  private final ScaleCurve curve;

  CalibrationOnGpu(
      CalibrationRequest request, ProbeOptions options, Session session, ProbeStation station) {
    this.request = request;
    this.options = options;
    this.session = session;
    this.station = station;
    this.data = HeldBack.of(request.data().batches());
    this.curve = ScaleCurve.over(data.calibration().count());
  }

  /**
   * Calibrates, writes the cache and tells.
   *
   * @throws BadInputException if there is no sample
   */
  ExitStatus run(boolean json) {
    if (data.calibration() instanceof Batches.None) {
      throw new BadInputException(Message.of("cli.calibrate.no-samples"));
    }
    OwnRecipe own =
        new OwnRecipe(
            request.settings(),
            request.model().network(),
            options,
            Optional.of(data.calibration()));
    own.defaults().ifPresent(session::say);
    Recipe recipe = station.recipe(own, CaseFiles.path(request.file()));
    GpuCalibration made =
        new CalibrationBuilds(station, options, session, data.samples())
            .of(recipe, request.output());
    Optional<CpuCalibration> cpu = onCpu();
    CalibrationReport report =
        new CalibrationReport(
            request.data(),
            data,
            made,
            cpu.flatMap(c -> comparison(c, made)),
            points(cpu),
            CalibrationTimes.of(made.whole().observations()));
    session
        .console()
        .print(
            json
                ? new CalibrationReportJson(report, session.texts())
                    .of(request.file(), recipe.line())
                : new CalibrationReportText(report, session.texts()).all());
    return made.isBuilt() ? ExitStatus.FINE : ExitStatus.UNDETERMINED;
  }

  /** Empty, and said why, where the network cannot be run here. */
  private Optional<CpuCalibration> onCpu() {
    try {
      CpuCalibration calibration = CpuCalibration.of(request, data.calibration(), curve, session);
      request.table().ifPresent(tensors -> tensors.write(calibration.tensors()));
      return Optional.of(calibration);
    } catch (MachineLacksException | BadInputException e) {
      return without(e);
    }
  }

  private Optional<CpuCalibration> without(DoctorException e) {
    session.say(Message.of("cli.calibrate.gpu.no-cpu", e.explanation()));
    return Optional.empty();
  }

  private Optional<ScaleComparison> comparison(CpuCalibration cpu, GpuCalibration made) {
    CalibrationCache ours = CacheContent.of(cpu.tensors(), request.algorithm(), ANY);
    return made.cache().map(theirs -> ScaleComparison.of(ours, theirs));
  }

  private List<ScaleCurve.Point> points(Optional<CpuCalibration> cpu) {
    return cpu.map(calibration -> curve.points(calibration.tensors())).orElse(List.of());
  }
}
