package io.trtdoctor.cli;

import io.trtdoctor.calibrator.NetworkCalibration;
import io.trtdoctor.calibrator.ScaleCurve;
import io.trtdoctor.calibrator.TensorCalibration;
import io.trtdoctor.console.Progress;
import io.trtdoctor.data.NamedSample;
import io.trtdoctor.data.NetworkInput;
import io.trtdoctor.data.Samples;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.graph.ActivationSizes;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.graph.ParserTensors;
import io.trtdoctor.graph.TensorShapes;
import io.trtdoctor.inference.ActivationRun;
import io.trtdoctor.inference.RunTimes;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.MadeTensor;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.onnx.OnnxModel;
import io.trtdoctor.text.Message;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Runs a network on samples and calibrates it. */
final class CpuRun {
  private final OnnxModel model;
  private final NetworkGraph graph;
  private final Samples samples;
  private final CalibrationAlgorithm algorithm;
  private final ToLongFunction<TensorName> sizes;

  /**
   * Makes ready.
   *
   * @param shapes of inputs that the network leaves open
   */
  CpuRun(
      OnnxModel model,
      Samples samples,
      Map<TensorName, ShapeRange> shapes,
      CalibrationAlgorithm algorithm) {
    this.model = model;
    this.graph = NetworkGraph.of(model.network());
    this.samples = samples;
    this.algorithm = algorithm;
    this.sizes = sizes(shapes);
  }

  /**
   * Calibrates.
   *
   * @param added what TensorRT's parser adds; the model computes it
   * @param curve looks on
   * @throws BadInputException if there is no sample, or the network cannot be run on one
   * @throws io.trtdoctor.error.MachineLacksException if this machine cannot run networks
   */
  CpuCalibration with(ParserTensors added, ScaleCurve curve, Progress progress) {
    NetworkCalibration calibration = NetworkCalibration.of(graph);
    ActivationRun run = ActivationRun.of(model, NetworkCalibration.calibrated(graph), sizes);
    AtomicInteger shown = new AtomicInteger();
    RunTimes times =
        run.over(
            samples,
            (source, values) -> {
              calibration.add(values);
              curve.counted(calibration, algorithm, values.keySet());
              progress.at(shown.incrementAndGet());
            });
    if (shown.get() == 0) {
      throw new BadInputException(Message.of("cli.calibrate.no-samples"));
    }
    return results(shown.get() / run.passes(), calibration, added, times);
  }

  private CpuCalibration results(
      int counted, NetworkCalibration calibration, ParserTensors added, RunTimes times) {
    List<TensorName> constants =
        added.named().stream().filter(MadeTensor::isConstant).map(MadeTensor::name).toList();
    NetworkCalibration once = NetworkCalibration.of(graph, constants);
    RunTimes both = constants.isEmpty() ? times : times.plus(run(constants, once));
    long start = System.nanoTime();
    List<TensorCalibration> results =
        Stream.of(calibration, once).flatMap(part -> part.results(algorithm).stream()).toList();
    Duration afterwards = Duration.ofNanos(System.nanoTime() - start);
    return new CpuCalibration(results, counted, added, both, afterwards);
  }

  /** Constants are the same for each sample, so that one will do. */
  private RunTimes run(List<TensorName> constants, NetworkCalibration calibration) {
    return ActivationRun.of(model, constants, sizes)
        .over(
            new FirstSamples(samples, 1, Duration.ZERO),
            (source, values) -> calibration.add(values));
  }

  private ToLongFunction<TensorName> sizes(Map<TensorName, ShapeRange> shapes) {
    TensorShapes known = TensorShapes.of(graph, model.smallConstants());
    return ActivationSizes.of(known, counts(NetworkInput.of(model.network(), shapes)))::bytes;
  }

  /** How many elements the inputs have; open ones those of the first sample. */
  private Map<TensorName, Long> counts(List<NetworkInput> inputs) {
    Map<TensorName, Long> counts = new HashMap<>();
    if (inputs.stream().noneMatch(NetworkInput::isOpen)) {
      inputs.forEach(input -> counts.put(input.name(), (long) input.count()));
      return counts;
    }
    Iterator<NamedSample> all = samples.iterator();
    if (all.hasNext()) {
      all.next().values().forEach((input, values) -> counts.put(input, values.count()));
    }
    return counts;
  }
}
