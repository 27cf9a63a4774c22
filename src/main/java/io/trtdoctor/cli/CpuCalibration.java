package io.trtdoctor.cli;

import io.trtdoctor.calibrator.NetworkCalibration;
import io.trtdoctor.calibrator.ScaleCurve;
import io.trtdoctor.calibrator.TensorCalibration;
import io.trtdoctor.console.Progress;
import io.trtdoctor.data.NetworkInput;
import io.trtdoctor.data.Samples;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.graph.TensorShapes;
import io.trtdoctor.inference.ActivationRun;
import io.trtdoctor.inference.RunTimes;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.onnx.OnnxModel;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.text.Message;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;

/**
 * A calibration on the CPU.
 *
 * @param tensors what came out, in the order of the network
 * @param samples how many there were
 * @param times of the run
 * @param afterwards how long the thresholds took
 */
record CpuCalibration(
    List<TensorCalibration> tensors, int samples, RunTimes times, Duration afterwards) {

  /**
   * Calibrates what is asked for, and shows how far it is.
   *
   * @param batches to calibrate with
   * @param curve looks on
   * @throws BadInputException if there is no sample, or the network cannot be run on one
   * @throws io.trtdoctor.error.MachineLacksException if this machine cannot run networks
   */
  static CpuCalibration of(
      CalibrationRequest request, Batches batches, ScaleCurve curve, Session session) {
    OnnxModel model = request.model();
    Samples samples = Samples.of(batches, model.network(), request.shapes());
    String task = session.texts().text("cli.calibrate.task");
    try (Progress progress = session.console().progress(task, -1)) {
      return of(model, samples, request.shapes(), request.algorithm(), curve, progress);
    }
  }

  /**
   * The same of samples by themselves.
   *
   * @param shapes of inputs that the network leaves open
   */
  static CpuCalibration of(
      OnnxModel model,
      Samples samples,
      Map<TensorName, ShapeRange> shapes,
      CalibrationAlgorithm algorithm,
      ScaleCurve curve,
      Progress progress) {
    NetworkGraph graph = NetworkGraph.of(model.network());
    NetworkCalibration calibration = NetworkCalibration.of(graph);
    ActivationRun run =
        ActivationRun.of(model, NetworkCalibration.calibrated(graph), sizes(model, graph, shapes));
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
    long start = System.nanoTime();
    List<TensorCalibration> results = calibration.results(algorithm);
    Duration afterwards = Duration.ofNanos(System.nanoTime() - start);
    return new CpuCalibration(results, shown.get() / run.passes(), times, afterwards);
  }

  /** The tensors that lose most first; those that lose nothing are not among them. */
  List<TensorCalibration> worst() {
    return tensors.stream()
        .filter(tensor -> Double.isFinite(tensor.loss().decibels()))
        .sorted(Comparator.comparingDouble(tensor -> tensor.loss().decibels()))
        .toList();
  }

  /** The sizes as floats; a dimension that is open is taken to grow as the inputs do. */
  private static ToLongFunction<TensorName> sizes(
      OnnxModel model, NetworkGraph graph, Map<TensorName, ShapeRange> shapes) {
    TensorShapes known = TensorShapes.of(graph, model.smallConstants());
    double growth =
        NetworkInput.of(model.network(), shapes).stream()
            .mapToDouble(input -> input.count() / (double) elements(known, input.name()))
            .max()
            .orElse(1);
    return tensor -> (long) (Float.BYTES * growth * elements(known, tensor));
  }

  private static long elements(TensorShapes known, TensorName tensor) {
    List<Long> shape = known.tensor(tensor).flatMap(Tensor::shape).orElse(List.of());
    return shape.stream().filter(d -> d > 0).reduce(1L, (a, b) -> a * b);
  }
}
