package io.trtdoctor.cli;

import io.trtdoctor.calibration.CalibrationCacheWriter;
import io.trtdoctor.calibrator.CacheContent;
import io.trtdoctor.calibrator.ScaleCurve;
import io.trtdoctor.environment.Machine;
import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.TensorRtVersion;
import io.trtdoctor.text.Message;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** Calibrates a network and writes the cache. */
final class CalibrateCommand implements Command {
  private static final TensorRtVersion READER = new TensorRtVersion(8, 6, 1);

  @Override
  public CommandLayout layout() {
    CommandLayout layout =
        CommandLayout.named("calibrate")
            .argument(0, "MODEL.onnx", true)
            .value("CACHE", "-o", "--out")
            .flag("--force")
            .value("VERSION", "--for")
            .value("FILE.csv|FILE.json", "--tensors")
            .values("[INPUT:]MIN:MAX", "--expected-range")
            .value("0-5", "--optimization-level")
            .value("FILE", "--record");
    return SettingsOptions.addTo(ProbeOptions.addPlaceTo(ProbeOptions.addDataTo(layout))).common();
  }

  @Override
  public ExitStatus run(ParseResult line, Session session) {
    return Interruption.watching(() -> calibrate(line, session));
  }

  private static ExitStatus calibrate(ParseResult line, Session session) {
    TensorRtVersion reader =
        CacheTarget.version(
            line.matchedOptionValue("--for", READER.toString()), Optional.of(READER));
    CalibrationRequest request = CalibrationRequest.read(line);
    sayWhatIsWrong(line, request, session);
    if (request.isQuantized()) {
      session.say(Message.of("cli.calibrate.quantized"));
    }
    ProbeOptions options = new ProbeOptions(line);
    boolean json = line.hasMatchedOption("--json");
    return station(line, options, session)
        .map(
            station ->
                new CalibrationOnGpu(shaped(request, options, session), options, session, station)
                    .run(json))
        .orElseGet(() -> onCpu(request, reader, session, json));
  }

  /** TensorRT needs a shape for every input. */
  private static CalibrationRequest shaped(
      CalibrationRequest request, ProbeOptions options, Session session) {
    CalibrationRequest shaped = request.shapedBySamples(options);
    if (!shaped.shapes().equals(request.shapes())) {
      session.say(Message.of("cli.calibrate.shape-of-samples", shaped.spokenShapes()));
    }
    return shaped;
  }

  /** Of the data, before anything is calibrated. */
  private static void sayWhatIsWrong(
      ParseResult line, CalibrationRequest request, Session session) {
    Network network = request.model().network();
    DataInput data = DataInput.read(new ProbeOptions(line), network, request.shapes(), session);
    data.audit()
        .map(audit -> DataText.of(audit, data.gpuMemory(), request.settings(), network))
        .ifPresent(lines -> lines.forEach(session::say));
  }

  /** Where TensorRT calibrates, empty where nobody asked for it. */
  private static Optional<ProbeStation> station(
      ParseResult line, ProbeOptions options, Session session) {
    boolean asked = line.hasMatchedOption("--trt") || line.hasMatchedOption("--backend");
    if (!asked || options.backend() instanceof Backend.None) {
      return Optional.empty();
    }
    return new ProbeStations(options, session, Machine.local())
        .find(false)
        .or(
            () -> {
              throw new MachineLacksException(Message.of("cli.calibrate.gpu.nowhere"));
            });
  }

  private static ExitStatus onCpu(
      CalibrationRequest request, TensorRtVersion reader, Session session, boolean json) {
    ScaleCurve curve = ScaleCurve.over(request.data().batches().count());
    CpuCalibration calibration =
        CpuCalibration.of(request, request.data().batches(), Optional.of(reader), curve, session);
    FileOutput.write(
        session,
        request.output(),
        CalibrationCacheWriter.bytes(
            CacheContent.of(calibration.tensors(), request.algorithm(), reader)));
    request.table().ifPresent(tensors -> tensors.write(calibration.tensors()));
    CalibrationText text =
        new CalibrationText(
            session.texts(),
            request.data(),
            calibration,
            request.algorithm(),
            reader,
            curve.lastQuarter(calibration.tensors()));
    session.console().print(json ? text.json(request.file()) : text.summary());
    return ExitStatus.FINE;
  }
}
