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
    if (data.calibration().count() == 0) {
      throw new BadInputException(Message.of("cli.calibrate.no-samples"));
    }
    Recipe recipe = recipe();
    GpuCalibration made =
        new CalibrationBuilds(station, options, session, data.samples())
            .of(recipe, request.output());
    CalibrationReport report = report(made, Thread.interrupted() ? Optional.empty() : onCpu());
    session
        .console()
        .print(
            json
                ? new CalibrationReportJson(report, session.texts())
                    .of(request.file(), recipe.line())
                : new CalibrationReportText(report, session.texts()).all());
    return made.isBuilt() && made.cache().isPresent() ? ExitStatus.FINE : ExitStatus.UNDETERMINED;
  }

  /** What the user wants built; what he did not say is told. */
  private Recipe recipe() {
    OwnRecipe own =
        new OwnRecipe(
            request.settings(),
            request.model().network(),
            options,
            Optional.of(data.calibration()));
    own.defaults().ifPresent(session::say);
    return station.recipe(own, CaseFiles.path(request.file()));
  }

  private CalibrationReport report(GpuCalibration made, Optional<CpuCalibration> cpu) {
    cpu.ifPresent(
        calibration -> request.table().ifPresent(tensors -> tensors.write(calibration.tensors())));
    return new CalibrationReport(
        request.data(),
        data,
        made,
        cpu.flatMap(calibration -> comparison(calibration, made)),
        points(cpu),
        CalibrationTimes.of(made.whole().observations()));
  }

  /** Empty, and said why, where the network cannot be run here. */
  private Optional<CpuCalibration> onCpu() {
    try {
      return Optional.of(
          CpuCalibration.of(request, data.calibration(), Optional.empty(), curve, session));
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
