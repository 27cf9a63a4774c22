package io.trtdoctor.cli;

import io.trtdoctor.calibration.CalibrationCacheWriter;
import io.trtdoctor.calibrator.CacheContent;
import io.trtdoctor.console.Progress;
import io.trtdoctor.data.CalibrationData;
import io.trtdoctor.data.GivenData;
import io.trtdoctor.data.Samples;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.model.TensorRtVersion;
import io.trtdoctor.onnx.OnnxModel;
import io.trtdoctor.text.Message;
import java.nio.file.Path;
import java.util.Map;
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
            .value("FILE.csv|FILE.json", "--tensors");
    return SettingsOptions.addTo(ProbeOptions.addDataTo(layout)).common();
  }

  @Override
  public ExitStatus run(ParseResult line, Session session) {
    Path output =
        FileOutput.of(line)
            .orElseThrow(() -> new UsageException(Message.of("cli.calibrate.no-output")));
    Optional<TensorsFile> table =
        Optional.ofNullable(line.<String>matchedOptionValue("--tensors", null))
            .map(TensorsFile::named);
    TensorRtVersion reader =
        CacheTarget.version(
            line.matchedOptionValue("--for", READER.toString()), Optional.of(READER));
    BuildSettings settings = SettingsOptions.read(line);
    CalibrationAlgorithm algorithm = settings.calibrator().orElse(CalibrationAlgorithm.ENTROPY_2);
    String file = line.matchedPositionalValue(0, "");
    OnnxModel model = OnnxModel.read(CaseFiles.path(file));
    Map<TensorName, ShapeRange> shapes = ProfileShapes.of(settings);
    GivenData data =
        new ProbeOptions(line)
            .data(model.network(), shapes)
            .orElseGet(() -> new GivenData(CalibrationData.unasked(), 0));
    if (isQuantized(model)) {
      session.say(Message.of("cli.calibrate.quantized"));
    }
    CpuCalibration calibration = calibrated(model, data, shapes, algorithm, session);
    FileOutput.write(
        session,
        output,
        CalibrationCacheWriter.bytes(CacheContent.of(calibration.tensors(), algorithm, reader)));
    table.ifPresent(tensors -> tensors.write(calibration.tensors()));
    CalibrationText text =
        new CalibrationText(session.texts(), data, calibration, algorithm, reader);
    session.console().print(line.hasMatchedOption("--json") ? text.json(file) : text.summary());
    return ExitStatus.FINE;
  }

  private static boolean isQuantized(OnnxModel model) {
    return model.network().layers().stream()
        .anyMatch(layer -> layer.operator().equals("QuantizeLinear"));
  }

  private static CpuCalibration calibrated(
      OnnxModel model,
      GivenData data,
      Map<TensorName, ShapeRange> shapes,
      CalibrationAlgorithm algorithm,
      Session session) {
    Samples samples = Samples.of(data.batches(), model.network(), shapes);
    String task = session.texts().text("cli.calibrate.task");
    try (Progress progress = session.console().progress(task, -1)) {
      return CpuCalibration.of(model, samples, shapes, algorithm, progress);
    }
  }
}
