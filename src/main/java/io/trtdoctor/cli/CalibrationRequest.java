package io.trtdoctor.cli;

import io.trtdoctor.data.CalibrationData;
import io.trtdoctor.data.CommonShapes;
import io.trtdoctor.data.GivenData;
import io.trtdoctor.data.NetworkInput;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.onnx.OnnxModel;
import io.trtdoctor.text.Message;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.ParseResult;

/**
 * What is to be calibrated, with what, and where the results go.
 *
 * @param file the model as it was named
 * @param table where what is known of each tensor goes
 */
record CalibrationRequest(
    String file,
    OnnxModel model,
    BuildSettings settings,
    GivenData data,
    Path output,
    Optional<TensorsFile> table) {

  /**
   * Reads the options and the model.
   *
   * @throws io.trtdoctor.error.DoctorException if they make no sense or a file cannot be read
   */
  static CalibrationRequest read(ParseResult line) {
    Path output =
        FileOutput.of(line)
            .orElseThrow(() -> new UsageException(Message.of("cli.calibrate.no-output")));
    Optional<TensorsFile> table =
        Optional.ofNullable(line.<String>matchedOptionValue("--tensors", null))
            .map(TensorsFile::named);
    BuildSettings settings = SettingsOptions.read(line);
    String file = line.matchedPositionalValue(0, "");
    OnnxModel model = OnnxModel.read(CaseFiles.path(file));
    NetworkInput.requireFit(model.network(), ProfileShapes.of(settings));
    GivenData data =
        new ProbeOptions(line)
            .data(model.network(), ProfileShapes.of(settings))
            .map(GivenData::requireFit)
            .orElseGet(() -> new GivenData(CalibrationData.unasked()));
    return new CalibrationRequest(file, model, settings, data, output, table);
  }

  Map<TensorName, ShapeRange> shapes() {
    return ProfileShapes.of(settings);
  }

  /**
   * The same with the shapes of open inputs as the samples have them, for TensorRT's profile.
   *
   * @throws io.trtdoctor.error.DoctorException if samples differ in shape or do not tell it
   */
  CalibrationRequest shapedBySamples(ProbeOptions options) {
    Map<TensorName, ShapeRange> shapes = CommonShapes.of(data.batches(), model.network(), shapes());
    if (shapes.equals(shapes())) {
      return this;
    }
    Map<String, List<Integer>> opt = new HashMap<>();
    shapes.forEach((input, range) -> opt.put(input.value(), range.opt()));
    GivenData cut = options.data(model.network(), shapes).map(GivenData::requireFit).orElse(data);
    return new CalibrationRequest(file, model, settings.withOptShapes(opt), cut, output, table);
  }

  /** The shapes as {@code --shapes} takes them. */
  String spokenShapes() {
    return new TreeMap<>(settings.optShapes())
        .entrySet().stream()
            .map(
                input ->
                    input.getKey()
                        + ":"
                        + input.getValue().stream()
                            .map(Object::toString)
                            .collect(Collectors.joining("x")))
            .collect(Collectors.joining(","));
  }

  CalibrationAlgorithm algorithm() {
    return settings.calibrator().orElse(CalibrationAlgorithm.ENTROPY_2);
  }

  boolean isQuantized() {
    return model.network().isQuantized();
  }
}
