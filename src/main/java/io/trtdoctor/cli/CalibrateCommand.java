package io.trtdoctor.cli;

import io.trtdoctor.calibration.CalibrationCacheWriter;
import io.trtdoctor.calibrator.CacheContent;
import io.trtdoctor.console.Progress;
import io.trtdoctor.data.CalibrationData;
import io.trtdoctor.data.Samples;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.model.TensorRtVersion;
import io.trtdoctor.onnx.OnnxModel;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.text.Message;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ParseResult;

/** Calibrates a network and writes the cache. */
final class CalibrateCommand implements Command {
  private static final TensorRtVersion READER = new TensorRtVersion(8, 6, 1);
  private static final Pattern VERSION =
      Pattern.compile("(\\d{1,2})\\.(\\d{1,2})(?:\\.(\\d{1,2}))?");

  @Override
  public CommandLayout layout() {
    CommandLayout layout =
        CommandLayout.named("calibrate")
            .argument(0, "MODEL.onnx", true)
            .value("DIR|FILE|synthetic:...", "--data")
            .value("CACHE", "-o", "--output")
            .value("VERSION", "--for")
            .value("FILE.csv|FILE.json", "--tensors");
    return SettingsOptions.addTo(layout).common();
  }

  @Override
  public ExitStatus run(ParseResult line, Session session) {
    Path output =
        Optional.ofNullable(line.<String>matchedOptionValue("--output", null))
            .map(CaseFiles::path)
            .orElseThrow(() -> new UsageException(Message.of("cli.calibrate.no-output")));
    Optional<TensorsFile> table =
        Optional.ofNullable(line.<String>matchedOptionValue("--tensors", null))
            .map(TensorsFile::named);
    TensorRtVersion reader = reader(line);
    BuildSettings settings = SettingsOptions.read(line);
    CalibrationAlgorithm algorithm = settings.calibrator().orElse(CalibrationAlgorithm.ENTROPY_2);
    String file = line.matchedPositionalValue(0, "");
    OnnxModel model = OnnxModel.read(CaseFiles.path(file));
    Batches batches = batches(line, model.network(), shapes(settings));
    CpuCalibration calibration = calibrated(model, batches, settings, algorithm, session);
    CalibrationCacheWriter.write(CacheContent.of(calibration.tensors(), algorithm, reader), output);
    table.ifPresent(tensors -> tensors.write(calibration.tensors()));
    CalibrationText text =
        new CalibrationText(session.texts(), batches, calibration, algorithm, output, reader);
    session.console().print(line.hasMatchedOption("--json") ? text.json(file) : text.summary());
    return ExitStatus.FINE;
  }

  private static CpuCalibration calibrated(
      OnnxModel model,
      Batches batches,
      BuildSettings settings,
      CalibrationAlgorithm algorithm,
      Session session) {
    Map<TensorName, ShapeRange> shapes = shapes(settings);
    Samples samples = Samples.of(batches, model.network(), shapes);
    String task = session.texts().text("cli.calibrate.task");
    try (Progress progress = session.console().progress(task, -1)) {
      return CpuCalibration.of(model, samples, shapes, algorithm, progress);
    }
  }

  private static Batches batches(
      ParseResult line, Network network, Map<TensorName, ShapeRange> shapes) {
    String data = line.matchedOptionValue("--data", null);
    return data == null ? CalibrationData.unasked() : CalibrationData.parse(data, network, shapes);
  }

  private static Map<TensorName, ShapeRange> shapes(BuildSettings settings) {
    Map<TensorName, ShapeRange> shapes = new HashMap<>();
    settings
        .optShapes()
        .forEach((input, opt) -> shapes.put(TensorName.of(input), new ShapeRange(opt, opt, opt)));
    return shapes;
  }

  private static TensorRtVersion reader(ParseResult line) {
    String asked = line.matchedOptionValue("--for", READER.toString());
    Matcher version = VERSION.matcher(asked);
    if (!version.matches()) {
      throw new UsageException(Message.of("cli.calibrate.no-version", asked));
    }
    return new TensorRtVersion(
        Integer.parseInt(version.group(1)),
        Integer.parseInt(version.group(2)),
        version.group(3) == null ? 0 : Integer.parseInt(version.group(3)));
  }
}
