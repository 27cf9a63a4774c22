package io.trtdoctor.cli;

import io.trtdoctor.calibrator.ScaleCurve;
import io.trtdoctor.console.Progress;
import io.trtdoctor.data.DataAudit;
import io.trtdoctor.data.Samples;
import io.trtdoctor.error.DoctorException;
import io.trtdoctor.graph.ParserTensors;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.onnx.OnnxModel;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.text.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the calibration data of a case come to on the CPU, as far as little time allows: 16 batches
 * at most, and none begun after 20 seconds. What cannot be run is a note and no failure.
 *
 * @param data as the user named them
 * @param calibration empty if there is none
 * @param notes why there is none, where somebody may expect one
 */
record CpuForecast(
    String data,
    CalibrationAlgorithm algorithm,
    Optional<CpuCalibration> calibration,
    List<Message> notes) {
  static final int MOST_BATCHES = 16;
  static final Duration MOST_TIME = Duration.ofSeconds(20);

  /** With more weights a network takes longer than anybody wants to wait for this. */
  private static final long MOST_WEIGHT_BYTES = 512L << 20;

  CpuForecast {
    notes = List.copyOf(notes);
  }

  /** None, without a word. */
  static CpuForecast none() {
    return new CpuForecast("", CalibrationAlgorithm.ENTROPY_2, Optional.empty(), List.of());
  }

  /** Calibrates, if there are data that are neither broken on purpose nor switched off. */
  static CpuForecast of(
      Path model,
      Network network,
      DataInput data,
      BuildSettings settings,
      ProbeOptions options,
      Session session) {
    Optional<Batches> batches = data.batches().filter(CpuForecast::canBeRun);
    if (batches.isEmpty() || !options.cpuCalibration()) {
      return none();
    }
    Optional<Message> obstacle = obstacle(network);
    if (obstacle.isPresent()) {
      return without(obstacle.get());
    }
    try {
      return new CpuForecast(
          data.audit().map(DataAudit::name).orElse(""),
          algorithm(settings),
          Optional.of(calibrated(model, network, batches.get(), settings, session)),
          List.of());
    } catch (DoctorException e) {
      return without(Message.of("cli.forecast.cannot", e.explanation()));
    }
  }

  private static boolean canBeRun(Batches batches) {
    return batches instanceof Batches.Files || batches instanceof Batches.Synthetic;
  }

  private static Optional<Message> obstacle(Network network) {
    if (network.isQuantized()) {
      return Optional.of(Message.of("cli.forecast.quantized"));
    }
    return network.weightBytes() > MOST_WEIGHT_BYTES
        ? Optional.of(Message.of("cli.forecast.large", MOST_WEIGHT_BYTES >> 20))
        : Optional.empty();
  }

  private static CpuForecast without(Message note) {
    return new CpuForecast("", CalibrationAlgorithm.ENTROPY_2, Optional.empty(), List.of(note));
  }

  private static CalibrationAlgorithm algorithm(BuildSettings settings) {
    return settings.calibrator().orElse(CalibrationAlgorithm.ENTROPY_2);
  }

  private static CpuCalibration calibrated(
      Path model, Network network, Batches batches, BuildSettings settings, Session session) {
    Map<TensorName, ShapeRange> shapes = ProfileShapes.of(settings);
    Samples first = new FirstSamples(Samples.of(batches, network, shapes), MOST_BATCHES, MOST_TIME);
    String task = session.texts().text("cli.calibrate.task");
    try (Progress progress = session.console().progress(task, -1)) {
      return new CpuRun(OnnxModel.read(model), first, shapes, algorithm(settings))
          .with(ParserTensors.none(), ScaleCurve.none(), progress);
    }
  }
}
