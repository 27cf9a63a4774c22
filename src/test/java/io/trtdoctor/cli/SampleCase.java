package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.buildlog.LogSeverity;
import io.trtdoctor.data.GivenData;
import io.trtdoctor.model.BuilderLayer;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.Network;
import io.trtdoctor.onnx.OnnxReader;
import io.trtdoctor.probe.LogMessage;
import io.trtdoctor.probe.Observations;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import io.trtdoctor.record.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** A case folder as {@code diagnose} makes it of a recording that was made up. */
final class SampleCase {
  static final String MODEL = "src/test/resources/models/silu.onnx";
  static final String ERROR = "1: Unexpected exception _Map_base::at";

  private SampleCase() {}

  /** The case of a calibrator that hands over nothing. */
  static Path withoutBatches(Path folder) throws IOException {
    return of(folder, failed(ERROR), "--no-data");
  }

  static Path of(Path folder, Outcome outcome, String... arguments) throws IOException {
    return of(MODEL, folder, outcome, arguments);
  }

  static Path of(String model, Path folder, Outcome outcome, String... arguments)
      throws IOException {
    Path recording = folder.resolve("recorded.gz");
    Recipe recipe = recipe(model, arguments);
    try (Recording out = Recording.append(recording)) {
      out.add(recipe, Until.finished(), outcome);
    }
    Tool tool =
        Tool.run(
            Stream.concat(
                    Stream.of(
                        "diagnose",
                        model,
                        "--backend",
                        "replay:" + recording,
                        "--out",
                        folder.resolve("cases").toString()),
                    Stream.of(arguments))
                .toArray(String[]::new));
    assertThat(tool.err()).contains("case folder");
    try (Stream<Path> cases = Files.list(folder.resolve("cases"))) {
      return cases.max(java.util.Comparator.naturalOrder()).orElseThrow();
    }
  }

  private static Recipe recipe(String model, String... arguments) {
    var line =
        CommandTree.of("diagnose")
            .parse(
                Stream.concat(Stream.of("diagnose", model), Stream.of(arguments))
                    .toArray(String[]::new))
            .subcommand();
    ProbeOptions options = new ProbeOptions(line);
    Network network = OnnxReader.read(Path.of(model));
    return new OwnRecipe(
            SettingsOptions.read(line),
            network,
            options,
            options.data(network, Map.of()).map(GivenData::batches))
        .recipe(Path.of(model), "8.6", true);
  }

  static Outcome failed(String error) {
    return new Outcome.Failed(error, seen(error));
  }

  static Outcome built() {
    return new Outcome.Built(seen(""));
  }

  private static Observations seen(String error) {
    List<LogMessage> log =
        Stream.of(
                new LogMessage(
                    0.1, LogSeverity.INFO, "Input filename:   /home/alice/acme/silu.onnx"),
                new LogMessage(0.2, LogSeverity.INFO, "Starting Calibration."),
                new LogMessage(
                    0.3, LogSeverity.INFO, "  Post Processing Calibration data in 9e-07 seconds."),
                new LogMessage(0.4, LogSeverity.ERROR, error))
            .filter(message -> !message.text().isEmpty())
            .toList();
    return new Observations(
        log,
        Map.of("build", 0.5),
        List.of(),
        Optional.empty(),
        OptionalLong.empty(),
        "",
        "",
        Optional.empty(),
        List.of(
            new BuilderLayer(
                0, "/conv0", "CONVOLUTION", Optional.of(DataType.INT8), List.of(), "acme")),
        List.of(),
        Map.of("tensorrt", "8.6.1", "gpu", "NVIDIA Test"),
        Optional.empty());
  }
}
